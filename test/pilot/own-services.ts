import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { publishedServices } from './running-services';
import type { Endpoints } from './world';

const START_DEADLINE_MS = 120_000;

/** Starts everything as `npm start` does, plays, and stops it again. */
export async function withOwnServices<T>(
  say: (words: string) => void,
  work: (endpoints: Endpoints) => Promise<T>,
): Promise<T> {
  say('No services are running: starting them …');
  const child = spawn(process.execPath, ['scripts/start.mjs', '--no-pilot'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  try {
    return await work(await ready(child));
  } finally {
    child.kill('SIGTERM');
    if (!hasEnded(child)) await once(child, 'exit');
  }
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess): boolean =>
  exitCode !== null || signalCode !== null;

async function ready(child: ChildProcess): Promise<Endpoints> {
  const deadline = Date.now() + START_DEADLINE_MS;
  while (Date.now() < deadline && !hasEnded(child)) {
    const endpoints = await publishedServices();
    if (endpoints) return endpoints;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the services did not start');
}
