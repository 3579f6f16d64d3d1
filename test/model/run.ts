/**
 * Explores the worlds of the link protocol over the shipped `step`, then the planted bugs: `npm run model [-- --small] [-- --world <name>]
 * [-- --trace]`. Ends with an error when a world shows a violation or a bug is missed. Run from the repository's root: the protocol is
 * read from its sources, so that bugs can be planted in them.
 */
import { availableParallelism } from 'node:os';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import { MUTANTS } from './mutants';
import { linesOf, summary } from './report';
import { carryOut, hasPassed, type Result, type Task } from './task';
import { WORLDS } from './worlds';

/** The largest worlds need about 2 GB; two at a time stay well under 8 GiB. */
const MOST_WORKERS = 2;
const HEAP_MEGABYTES = 3500;

const flag = (name: string): boolean => process.argv.includes(`--${name}`);
const valueOf = (name: string): string | undefined => {
  const place = process.argv.indexOf(`--${name}`);
  return place < 0 ? undefined : process.argv[place + 1];
};

function tasks(): Task[] {
  const isSmall = flag('small');
  const only = valueOf('world');
  if (only !== undefined) return [{ kind: 'world', name: only, isSmall }];
  const worlds = Object.keys(WORLDS).map((name): Task => ({ kind: 'world', name, isSmall }));
  return [...worlds, ...MUTANTS.map(({ name }): Task => ({ kind: 'mutant', name, isSmall }))];
}

/** One worker takes one task after another until none is left. */
function work(queue: Task[], done: (result: Result) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(__filename, { resourceLimits: { maxOldGenerationSizeMb: HEAP_MEGABYTES } });
    const next = (): void => {
      const task = queue.shift();
      if (task) worker.postMessage(task);
      else void worker.terminate().then(() => resolve());
    };
    worker.on('message', (result: Result) => {
      done(result);
      next();
    });
    worker.on('error', reject);
    next();
  });
}

async function main(): Promise<void> {
  const queue = tasks();
  const results: Result[] = [];
  const print = (result: Result): void => {
    results.push(result);
    linesOf(result, flag('trace')).forEach((line) => console.log(line));
  };
  const workers = Math.min(MOST_WORKERS, availableParallelism(), queue.length);
  await Promise.all(Array.from({ length: workers }, () => work(queue, print)));
  summary(results).forEach((line) => console.log(line));
  process.exitCode = results.every(hasPassed) ? 0 : 1;
}

if (isMainThread) void main();
else parentPort?.on('message', (task: Task) => parentPort?.postMessage(carryOut(task)));
