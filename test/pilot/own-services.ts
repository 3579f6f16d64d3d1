import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { once } from 'node:events';
import type { Endpoints } from './world';

const ENDPOINTS = '.local/endpoints.json';
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
    if (child.exitCode === null) await once(child, 'exit');
  }
}

async function ready(child: ChildProcess): Promise<Endpoints> {
  const deadline = Date.now() + START_DEADLINE_MS;
  while (Date.now() < deadline && child.exitCode === null) {
    if (existsSync(ENDPOINTS)) return JSON.parse(readFileSync(ENDPOINTS, 'utf8')) as Endpoints;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the services did not start');
}
