import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from './postgres/free-port';

export interface RedisServer {
  url: string;
  stop(): Promise<void>;
}

const START_DEADLINE_MS = 10_000;

export const redisIsInstalled = (): boolean =>
  spawnSync('redis-server', ['--version'], { stdio: 'ignore' }).status === 0;

/** A Redis that keeps nothing on disk, on a free port. `noeviction` is what BullMQ asks for. */
export async function startRedis(): Promise<RedisServer> {
  const port = await freePort(0);
  const child = spawn(
    'redis-server',
    ['--port', String(port), '--save', '', '--appendonly', 'no', '--maxmemory-policy', 'noeviction'],
    {
      stdio: 'ignore',
      cwd: '/',
    },
  );
  await answering(child, port);
  return { url: `redis://127.0.0.1:${port}`, stop: () => stop(child) };
}

async function answering(child: ChildProcess, port: number): Promise<void> {
  for (const deadline = Date.now() + START_DEADLINE_MS; Date.now() < deadline; await delay(20)) {
    if (child.exitCode !== null) throw new Error(`redis-server ended with code ${child.exitCode}`);
    if (await accepts(port)) return;
  }
  child.kill();
  throw new Error('redis-server does not answer');
}

const accepts = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve((socket.destroy(), true)));
    socket.once('error', () => resolve(false));
  });

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  await gone;
}
