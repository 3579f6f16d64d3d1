import { ProblemAnswer, refusalIn, Unreachable } from '../../apps/portal/src/api/problem';

describe('an answer that is no success', () => {
  it('is a refusal in the words of the service', () => {
    const refusal = refusalIn('{"status":412,"code":"VERSION_STALE","title":"It has changed"}');
    expect(refusal).toBeInstanceOf(ProblemAnswer);
    expect(refusal.message).toBe('It has changed');
  });

  it.each(['', '<html><h1>502 Bad Gateway</h1></html>', 'null', '{"message":"upstream is away"}', '"no"'])(
    'says that the service is away where something before it answers %j',
    (text) => {
      expect(refusalIn(text)).toBeInstanceOf(Unreachable);
    },
  );
});
