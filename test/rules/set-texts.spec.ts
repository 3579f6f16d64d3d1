import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const HOUSE = resolve(__dirname, '..', '..');

const shipped = ['apps', 'libs']
  .flatMap((root) =>
    readdirSync(join(HOUSE, root), { recursive: true }).map((file) => join(root, String(file))),
  )
  .filter((file) => /\.tsx?$/.test(file) && !/(spec|spec-support|\.d)\.ts$/.test(file))
  .filter((file) => !file.startsWith(join('apps', 'local')));

/** A text between double quotes or back quotes with a typewriter’s apostrophe between two letters: nothing but people's words has one. */
const TYPED = /"[^"\n]*\p{L}'\p{L}[^"\n]*"|`[^`\n]*\p{L}'(?!s\b)\p{Ll}[^`\n]*`/gu;
const isComment = (line: string): boolean => /^\s*(\/\/|\/?\*)/.test(line);

describe('the texts that the services speak (TXT-6)', () => {
  it('are set with apostrophes, not with a typewriter’s', () => {
    const found = shipped.flatMap((file) =>
      readFileSync(join(HOUSE, file), 'utf8')
        .split('\n')
        .filter((line) => !isComment(line))
        .flatMap((line) => line.match(TYPED) ?? [])
        .map((text) => `${file}: ${text}`),
    );
    expect(shipped.length).toBeGreaterThan(300);
    expect(found).toEqual([]);
  });
});
