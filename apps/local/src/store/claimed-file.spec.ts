import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import { claimFile } from './claimed-file';

const isStale = (text: string): boolean => text === 'dead';
const STARTERS = 6;

describe('a file that one process claims', () => {
  const folder = mkdtempSync(join(tmpdir(), 'harmonization-claimed-file-'));
  const path = join(folder, 'lock');
  const script = join(folder, 'claim.cjs');
  beforeAll(() => {
    const source = readFileSync(join(__dirname, 'claimed-file.ts'), 'utf8');
    const { outputText } = ts.transpileModule(source, {
      compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
    });
    const claim = `process.stdin.once('data', () => {
      const held = exports.claimFile(${JSON.stringify(path)}, String(process.pid), (text) => text === 'dead');
      process.stdout.write(held ?? 'claimed', () => process.exit());
    }); process.stdout.write('ready ');`;
    writeFileSync(script, `${outputText}\n${claim}`);
  });
  beforeEach(() => rmSync(path, { force: true }));
  afterAll(() => rmSync(folder, { recursive: true }));

  /** Each process tells when it is ready; all are let go together. */
  async function claimAtOnce(): Promise<{ pid: string; said: string }[]> {
    const children = Array.from({ length: STARTERS }, () => spawn(process.execPath, [script]));
    const saying = children.map((child) => {
      const heard = {
        pid: String(child.pid),
        said: '',
        isReady: Promise.resolve(),
        isOver: Promise.resolve(),
      };
      heard.isReady = new Promise((resolve) => child.stdout.once('data', () => resolve()));
      heard.isOver = new Promise((resolve) => child.once('close', () => resolve()));
      child.stdout.on('data', (chunk: Buffer) => (heard.said += chunk.toString()));
      return heard;
    });
    await Promise.all(saying.map(({ isReady }) => isReady));
    for (const child of children) child.stdin.end('go');
    await Promise.all(saying.map(({ isOver }) => isOver));
    return saying.map(({ pid, said }) => ({ pid, said: said.replace('ready ', '') }));
  }

  it.each([
    ['none is there', undefined],
    ['a stale one is there', 'dead'],
  ])('has one owner where %s and several processes want it in the same moment', async (_what, left) => {
    if (left) writeFileSync(path, left);
    const claims = await claimAtOnce();

    const [owner, ...others] = claims.filter(({ said }) => said === 'claimed');
    expect(others).toEqual([]);
    expect(readFileSync(path, 'utf8')).toBe(owner?.pid);
    expect(claims.filter(({ said }) => said === owner?.pid)).toHaveLength(STARTERS - 1);
    expect(readdirSync(folder).toSorted()).toEqual(['claim.cjs', 'lock']);
  });

  it('is taken over also where somebody was killed while taking it over', () => {
    writeFileSync(path, 'dead');
    writeFileSync(`${path}.taking`, '');
    const longAgo = new Date(Date.now() - 60_000);
    utimesSync(`${path}.taking`, longAgo, longAgo);

    expect(claimFile(path, 'mine', isStale)).toBeUndefined();
    expect(claimFile(path, 'another', isStale)).toBe('mine');
  });
});
