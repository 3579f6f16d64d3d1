import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { closeSync, openSync, readFileSync, statSync } from 'node:fs';
import { platform } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { type Binaries, binariesIn, packagedPostgres } from './binaries';
import { SUPERUSER, ensureInitialised } from './initialise';
import { releaseStaleLock } from './stale-lock';
import { type SystemAccount, accountFor } from './system-account';

export interface PostgresOptions {
  dataFolder: string;
  port: number;
  password: string;
  /** What the server says; its last words are the error of a failed start. */
  logFile: string;
  /** Settings given on the command line, as `name=value`. `fsync` stays on unless it is named here. */
  settings?: string[];
  /** The unpacked server; by default the one that npm installed. */
  binariesFolder?: string;
  /** Own process group: a Ctrl-C in the terminal then stops the server when we say so, not before its clients. */
  ownProcessGroup?: boolean;
}

export interface PostgresServer {
  /** The superuser's address, on the database `postgres`. */
  adminUrl: string;
  port: number;
  process: ChildProcess;
  /** Ends its sessions and stops it; resolves once the process is gone. */
  stop(): Promise<void>;
}

const START_DEADLINE_MS = 60_000;

/** Starts a PostgreSQL over the folder, which is initialised when it is empty. Handles root and a lock left by a crash. */
export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const { dataFolder, password, port, settings = [] } = options;
  const account = accountFor(dataFolder);
  const binaries = binariesIn(options.binariesFolder ?? packagedPostgres());
  ensureInitialised(binaries, account, { dataFolder, password, durable: !settings.includes('fsync=off') });
  await releaseStaleLock(dataFolder);
  const log = new ServerLog(options.logFile);
  const child = launch(binaries, account, options);
  const adminUrl = `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/postgres`;
  await accepting(child, adminUrl, log);
  return { adminUrl, port, process: child, stop: () => stop(child, binaries, dataFolder) };
}

/** The log from now on. */
class ServerLog {
  private readonly start: number;

  constructor(private readonly file: string) {
    closeSync(openSync(file, 'a', 0o600));
    this.start = statSync(file).size;
  }

  lastWords(): string {
    return readFileSync(this.file).subarray(this.start).toString().slice(-2_000).trim();
  }
}

function launch(binaries: Binaries, account: SystemAccount, options: PostgresOptions): ChildProcess {
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', ...(options.settings ?? [])];
  const flags = [
    '-D',
    options.dataFolder,
    '-p',
    String(options.port),
    ...settings.flatMap((setting) => ['-c', setting]),
  ];
  const log = openSync(options.logFile, 'a', 0o600);
  try {
    return spawn(binaries.postgres, flags, {
      ...account,
      cwd: options.dataFolder,
      detached: options.ownProcessGroup === true,
      stdio: ['ignore', log, log],
    });
  } finally {
    closeSync(log);
  }
}

/** Waits until a session opens; a server that dies first is quoted, since its last words are the reason. */
async function accepting(child: ChildProcess, url: string, log: ServerLog): Promise<void> {
  let failure: string | undefined;
  child.once('error', (error) => (failure = error.message));
  for (const deadline = Date.now() + START_DEADLINE_MS; Date.now() < deadline; await delay(25)) {
    if (hasEnded(child)) failure ??= log.lastWords();
    if (failure !== undefined) throw new Error(`PostgreSQL did not start: ${failure}`);
    const refusal = await refusalOf(url);
    if (refusal === undefined) return;
    if (refusal === INVALID_PASSWORD) break;
  }
  child.kill('SIGQUIT');
  throw new Error(`PostgreSQL does not accept our session: ${log.lastWords()}`);
}

const INVALID_PASSWORD = '28P01';

/** Undefined once a session opens, else the code of the refusal. */
async function refusalOf(url: string): Promise<string | undefined> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return undefined;
  } catch (error) {
    return (error as { code?: string }).code ?? 'unknown';
  } finally {
    await client.end().catch(() => undefined);
  }
}

const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

async function stop(child: ChildProcess, binaries: Binaries, dataFolder: string): Promise<void> {
  if (hasEnded(child)) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  // SIGINT is PostgreSQL's "fast shutdown": sessions are ended, everything is written. Windows has no such signal.
  if (platform() === 'win32') spawnSync(binaries.pgCtl, ['stop', '-m', 'fast', '-D', dataFolder]);
  else child.kill('SIGINT');
  await gone;
}
