type Count = {
  passed: string[];
  failed: { name: string; reason: string }[];
  skipped: { name: string; reason: string }[];
};
type CountOf = (results: unknown, options: { project: string; requireRedis: boolean }) => Count;

/** A variable, since scripts have no types to be imported. */
const SCRIPT: string = './jest-results.mjs';

const test = (fullName: string, status: string, failureMessages: string[] = []) => ({
  fullName,
  status,
  failureMessages,
});
const file = (assertionResults: unknown[], status = 'passed', message = '') => ({
  name: 'a.spec.ts',
  status,
  message,
  assertionResults,
});

describe('counting what Jest has run', () => {
  let countOf: CountOf;
  beforeAll(async () => {
    ({ countOf } = (await import(SCRIPT)) as { countOf: CountOf });
  });
  const count = (testResults: unknown[], requireRedis = false) =>
    countOf({ testResults }, { project: 'unit', requireRedis });

  it('names what passed, what failed with the first line of why, and what was skipped with its reason', () => {
    const tests = [
      test('adds', 'passed'),
      test('breaks', 'failed', ['it is 2\nat line 4']),
      test('waits (skipped: no display)', 'pending'),
    ];
    expect(count([file(tests, 'failed')])).toEqual({
      passed: ['adds'],
      failed: [{ name: 'breaks', reason: 'it is 2' }],
      skipped: [{ name: 'waits (skipped: no display)', reason: 'skipped: no display' }],
    });
  });

  it('reports the Redis half as skipped, and as failed where Redis is required', () => {
    const half = [file([test('queues on Redis retry', 'pending')])];
    expect(count(half).skipped).toEqual([
      { name: 'queues on Redis retry', reason: 'there is no redis-server on the PATH' },
    ]);
    expect(count(half, true)).toMatchObject({ skipped: [], failed: [{ name: 'queues on Redis retry' }] });
  });

  it('counts a file that does not run, and a run without results, as a failure', () => {
    expect(count([file([], 'failed', 'Cannot find module')]).failed).toEqual([
      { name: 'a.spec.ts', reason: 'Cannot find module' },
    ]);
    expect(countOf(undefined, { project: 'unit', requireRedis: false }).failed).toHaveLength(1);
  });
});
