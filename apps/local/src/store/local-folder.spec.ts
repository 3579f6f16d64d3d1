import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PlainError, sentenceOf } from '../plain-error';
import { releaseLock, takeLock } from './launcher-lock';
import { LocalFolder } from './local-folder';

const thrownBy = (work: () => unknown): Error => {
  try {
    work();
  } catch (error) {
    return error as Error;
  }
  throw new Error('nothing was thrown');
};

describe('the folder of what is kept on this machine', () => {
  const parent = mkdtempSync(join(tmpdir(), 'harmonization-local-folder-'));
  const path = join(parent, 'kept');
  afterAll(() => rmSync(parent, { recursive: true }));

  it('says in one sentence that it cannot be written', () => {
    writeFileSync(join(parent, 'file'), '');
    const error = thrownBy(() => LocalFolder.open(join(parent, 'file', 'kept')));
    expect(error).toBeInstanceOf(PlainError);
    expect(sentenceOf(error)).toMatch(/^The folder \S+ cannot be written \(ENOTDIR\): make it yours, .*\.$/);
  });

  it('keeps what is written for its owner only, and says of a broken file which it is', () => {
    const folder = LocalFolder.open(path);
    folder.writeJson('a.json', { b: 1 });
    expect(folder.readJson('a.json')).toEqual({ b: 1 });
    expect(statSync(folder.at('a.json')).mode & 0o777).toBe(0o600);
    expect(folder.readJson('absent.json')).toBeUndefined();
    writeFileSync(folder.at('a.json'), '{');
    expect(sentenceOf(thrownBy(() => folder.readJson('a.json')))).toContain(folder.at('a.json'));
  });

  it('is taken over from a launcher that was killed, also where its number belongs to another program now', () => {
    const folder = LocalFolder.open(path);
    folder.writeJson('launcher.json', { pid: process.ppid });
    takeLock(folder);
    expect(folder.readJson('launcher.json')).toEqual({ pid: process.pid });
    releaseLock(folder);
    expect(folder.readJson('launcher.json')).toBeUndefined();
  });
});
