/** `npm run members -- --program ctpat --count 11000 [--out f.csv] [--seed n]`: a file of existing members, and the answer key of the pairs. */
import { createWriteStream, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { answerKey, csvLines, type FileSettings } from './files';
import type { ProgramName } from './rows';

const USAGE =
  'Usage: npm run members -- --program ctpat|pip --count <members> [--out <file.csv>] [--seed <any>] [--pairs 800] [--look-alikes 200]';

const wholeOf = (value: string): number => {
  if (!/^\d{1,7}$/.test(value)) throw new Error(`${value} is no number.`);
  return Number(value);
};

function options(): { program: ProgramName; out: string; settings: FileSettings } {
  const { values } = parseArgs({
    options: {
      program: { type: 'string' },
      count: { type: 'string' },
      out: { type: 'string' },
      seed: { type: 'string', default: '1' },
      pairs: { type: 'string', default: '800' },
      'look-alikes': { type: 'string', default: '200' },
    },
  });
  const { program, seed } = values;
  if (program !== 'ctpat' && program !== 'pip') throw new Error('Name the program: ctpat or pip.');
  const counts = { pairs: wholeOf(values.pairs), lookAlikes: wholeOf(values['look-alikes']) };
  const count = wholeOf(values.count ?? (program === 'ctpat' ? '11000' : '1400'));
  if (count < counts.pairs + counts.lookAlikes)
    throw new Error(
      `${count} members cannot hold ${counts.pairs} pairs and ${counts.lookAlikes} look-alikes: say --pairs and --look-alikes.`,
    );
  return {
    program,
    out: values.out ?? join(process.env.HARMONIZATION_LOCAL ?? '.local', `members-${program}.csv`),
    settings: { seed, count, ...counts },
  };
}

async function main(): Promise<void> {
  const { program, out, settings } = options();
  mkdirSync(dirname(out), { recursive: true });
  await pipeline(Readable.from(withBreaks(csvLines(program, settings))), createWriteStream(out));
  const key = join(dirname(out), 'members-key.json');
  writeFileSync(key, `${JSON.stringify(answerKey(settings), null, 1)}\n`);
  process.stdout.write(
    `${settings.count} members of ${program} in ${out}, the answer key of its pairs in ${key}\n`,
  );
}

function* withBreaks(lines: Iterable<string>): Generator<string> {
  for (const line of lines) yield `${line}\r\n`;
}

main().catch((error: unknown) => {
  process.stderr.write(`${(error as Error).message}\n${USAGE}\n`);
  process.exitCode = 2;
});
