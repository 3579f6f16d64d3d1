import { mkdtempSync, readdirSync, rmSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeTestRoles } from './test-roles';
import { binariesFor } from './postgres/own-folder';
import { freePort } from './postgres/free-port';
import { type PostgresServer, startPostgres } from './postgres/postgres-server';
import { isAlive, releaseStaleLock } from './postgres/stale-lock';
import { type RedisServer, redisIsInstalled, startRedis } from './redis-server';

/** What a run of tests stands on. Speed over safety: nothing here outlives the run, so nothing is synced to disk. */
const TEST_SETTINGS = [
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'max_connections=400',
  'shared_buffers=256MB',
  'max_wal_size=4GB',
];
const PREFIX = 'harmonization-tests-';

interface Running {
  postgres?: PostgresServer;
  redis?: RedisServer;
  folder?: string;
}
const running = globalThis as typeof globalThis & { harmonizationTestServers?: Running };

/** Starts what is not named by the environment yet (`TEST_POSTGRES_URL`, `REDIS_URL`) and publishes it there for all workers. */
export async function startTestServers(): Promise<void> {
  const servers: Running = (running.harmonizationTestServers ??= {});
  if (!process.env.TEST_POSTGRES_URL) process.env.TEST_POSTGRES_URL = await startTestPostgres(servers);
  await makeTestRoles(process.env.TEST_POSTGRES_URL);
  if (process.env.REDIS_URL) return;
  if (redisIsInstalled()) {
    servers.redis = await startRedis();
    process.env.REDIS_URL = servers.redis.url;
  } else if (process.env.REQUIRE_REDIS === '1') {
    throw new Error('REQUIRE_REDIS=1, but there is no redis-server on the PATH');
  }
}

async function startTestPostgres(servers: Running): Promise<string> {
  await sweepDeadRuns();
  servers.folder = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
  chmodSync(servers.folder, 0o755);
  const { folder } = servers;
  servers.postgres = await startPostgres({
    dataFolder: join(folder, 'data'),
    binariesFolder: binariesFor(join(folder, 'data'), join(tmpdir(), 'harmonization-postgres')),
    port: await freePort(0),
    password: 'test',
    logFile: join(folder, 'postgres.log'),
    settings: TEST_SETTINGS,
  });
  // Even if Jest is ended without its teardown, the server goes with it.
  const { process: server } = servers.postgres;
  process.once('exit', () => server.kill('SIGQUIT'));
  return servers.postgres.adminUrl;
}

/** Runs that were killed leave a server and a folder behind: both go, by the process number in the folder's name. */
async function sweepDeadRuns(): Promise<void> {
  const left = readdirSync(tmpdir()).filter((name) => name.startsWith(PREFIX));
  for (const name of left) {
    if (isAlive(Number.parseInt(name.slice(PREFIX.length), 10))) continue;
    const folder = join(tmpdir(), name);
    await releaseStaleLock(join(folder, 'data')).catch(() => undefined);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Stops only what this process has started. */
export async function stopTestServers(): Promise<void> {
  const servers = running.harmonizationTestServers ?? {};
  await servers.redis?.stop();
  await servers.postgres?.stop();
  if (servers.folder) rmSync(servers.folder, { recursive: true, force: true });
  running.harmonizationTestServers = {};
}
