/** `npm run bench`: the goals of speed and size, measured; a goal that is missed is printed, never an error. */
import { parseArgs } from 'node:util';
import { benchBacklog } from './backlog/backlog.bench';
import type { Bench } from './bench';
import { benchCaseQueue } from './casework/case-queue.bench';
import { benchEditing } from './editing/editing.bench';
import { tableOf, type Figure } from './figure';
import { benchImport } from './import/import.bench';
import { benchReading } from './reading/reading.bench';
import { benchReconciliation } from './reconciliation/reconciliation.bench';
import { benchStartUp } from './start-up/start-up.bench';
import { benchSubmission } from './submission/submission.bench';

const BENCHES: Readonly<Record<string, Bench>> = {
  submit: benchSubmission,
  read: benchReading,
  edit: benchEditing,
  cases: benchCaseQueue,
  start: benchStartUp,
  backlog: benchBacklog,
  import: benchImport,
  reconcile: benchReconciliation,
};

/** Seeding a million links alone takes five minutes. */
const DEADLINE_MINUTES = 45;
const USAGE = `npm run bench [-- --json] [--only ${Object.keys(BENCHES).join('|')}] [--profile <folder for CPU profiles>]`;

function options(): { json: boolean; only: string[]; profile: string | undefined } {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean' },
      only: { type: 'string', multiple: true },
      profile: { type: 'string' },
    },
  });
  const only = values.only ?? Object.keys(BENCHES);
  const unknown = only.filter((name) => !Object.hasOwn(BENCHES, name));
  if (unknown.length > 0) throw new Error(`There is no ${unknown.join(', ')}.`);
  return { json: values.json ?? false, only, profile: values.profile };
}

const write = (line: string): void => void process.stderr.write(`${line}\n`);

async function measure(name: string, profile: string | undefined): Promise<Figure[]> {
  const since = Date.now();
  write(`- ${name} …`);
  const figures = await BENCHES[name]!({ say: (line) => write(`  ${line}`), profile });
  write(`  ${name}: measured (${((Date.now() - since) / 1000).toFixed(0)} s)`);
  return figures;
}

/** What could not be measured is said, and the others are measured all the same. */
async function measureAll(
  names: readonly string[],
  figures: Figure[],
  profile: string | undefined,
): Promise<void> {
  for (const name of names) {
    try {
      figures.push(...(await measure(name, profile)));
    } catch (error) {
      process.exitCode = 1;
      write(`  ${name}: could not be measured: ${(error as Error).message}`);
    }
  }
}

/** Prints what there is and ends everything that was started, as a signal from outside would. */
function giveUp(print: () => void): void {
  write(`The bench took longer than ${DEADLINE_MINUTES} minutes and is ended.`);
  print();
  process.kill(process.pid, 'SIGTERM');
}

async function main(): Promise<void> {
  const { json, only, profile } = options();
  const figures: Figure[] = [];
  const print = (): void =>
    void process.stdout.write(json ? `${JSON.stringify(figures)}\n` : `\n${tableOf(figures)}\n`);
  const tooLong = setTimeout(() => giveUp(print), DEADLINE_MINUTES * 60_000);
  await measureAll(only, figures, profile);
  clearTimeout(tooLong);
  print();
}

main().catch((error: unknown) => {
  write(`${(error as Error).message}\n${USAGE}`);
  process.exitCode = 2;
});
