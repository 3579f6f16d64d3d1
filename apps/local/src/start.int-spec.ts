import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { addressesOf } from './databases/provision';
import type { Secrets } from './store/secrets';

/** The whole of `npm start`, as a person runs it, over a folder of its own. */
const ROOT = join(__dirname, '..', '..', '..');
const START_DEADLINE_MS = 90_000;

jest.setTimeout(4 * START_DEADLINE_MS);

type Endpoints = Record<'ctpat' | 'pip' | 'issuer' | 'control', string>;

describe('npm start', () => {
  const local = mkdtempSync(join(tmpdir(), 'harmonization-local-'));
  const endpointsFile = join(local, 'endpoints.json');
  let running: ChildProcess | undefined;
  let said = '';

  afterAll(async () => {
    await stop('SIGTERM');
    rmSync(local, { recursive: true, force: true });
  });

  function launch(): ChildProcess {
    said = '';
    const child = spawn(process.execPath, ['scripts/start.mjs', '--no-pilot'], {
      cwd: ROOT,
      env: { ...process.env, HARMONIZATION_LOCAL: local },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
    return child;
  }

  async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
    for (const deadline = Date.now() + START_DEADLINE_MS; Date.now() < deadline; await delay(100)) {
      if (await holds()) return;
    }
    throw new Error(`it did not happen in time; the launcher said:\n${said}`);
  }

  const ended = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

  async function start(): Promise<Endpoints> {
    const child = launch();
    running = child;
    // The addresses of a launcher that was killed stand until the next one has begun: its own word counts.
    await until(() => said.includes('Ready.') || ended(child));
    await until(() => existsSync(endpointsFile) || ended(child));
    if (ended(child)) throw new Error(said);
    return JSON.parse(readFileSync(endpointsFile, 'utf8')) as Endpoints;
  }

  async function stop(signal: NodeJS.Signals): Promise<number | null> {
    const child = running;
    running = undefined;
    if (!child || ended(child)) return child?.exitCode ?? null;
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill(signal);
    await gone;
    return child.exitCode;
  }

  const get = async (url: string): Promise<Response | undefined> => fetch(url).catch(() => undefined);
  const lives = async (url: string): Promise<boolean> => (await get(`${url}/health/ready`))?.ok === true;
  const secrets = (): Secrets => JSON.parse(readFileSync(join(local, 'secrets.json'), 'utf8')) as Secrets;
  const postmaster = (): string[] =>
    readFileSync(join(local, 'postgres', 'data', 'postmaster.pid'), 'utf8').split('\n');

  /** The process that wrote the last line of the service's log. */
  function serviceProcess(program: string): number {
    const lines = readFileSync(join(local, 'logs', `${program}.log`), 'utf8').split('\n');
    const last = lines.findLast((line) => line.startsWith('{')) ?? '{}';
    return (JSON.parse(last) as { pid: number }).pid;
  }

  async function tokenOf(endpoints: Endpoints, login: string): Promise<string> {
    const body = new URLSearchParams({
      grant_type: 'urn:harmonization:dev-login',
      client_id: 'tools',
      login,
    });
    const answer = await fetch(`${endpoints.issuer}/token`, { method: 'POST', body });
    return ((await answer.json()) as { access_token: string }).access_token;
  }

  const me = async (service: string, token: string): Promise<number> =>
    (await fetch(`${service}/v1/me`, { headers: { authorization: `Bearer ${token}` } })).status;

  it('brings both services up beside a busy port, moves their clock, and stops everything in order', async () => {
    const busy = createServer();
    // Somebody else may have it already: then it is as busy.
    await new Promise<void>((resolve) =>
      busy.once('error', () => resolve()).listen(4_101, '127.0.0.1', resolve),
    );
    const endpoints = await start();
    busy.close();
    expect(said).toMatch(/Port 4101 is busy: ctpat takes 41\d\d\./);
    expect(endpoints.ctpat).not.toContain(':4101');
    expect([await lives(endpoints.ctpat), await lives(endpoints.pip)]).toEqual([true, true]);
    const moved = await fetch(`${endpoints.control}/clock`, { method: 'POST', body: '{"advanceDays":31}' });
    expect(await moved.json()).toMatchObject({ offsetMs: 31 * 86_400_000 });
    expect(await stop('SIGINT')).toBe(0);
    expect(existsSync(endpointsFile)).toBe(false);
    expect([await get(endpoints.ctpat), await get(endpoints.pip), await get(endpoints.issuer)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(existsSync(join(local, 'postgres', 'data', 'postmaster.pid'))).toBe(false);
  });

  it('keeps secrets, data and the moved clock at the next start, also after it was killed', async () => {
    const before = secrets();
    expect(statSync(join(local, 'secrets.json')).mode & 0o777).toBe(0o600);
    await start();
    await stop('SIGKILL');
    const endpoints = await start();
    expect(secrets()).toEqual(before);
    expect(await (await fetch(`${endpoints.control}/clock`)).json()).toMatchObject({
      offsetMs: 31 * 86_400_000,
    });
  });

  it('accepts a token at the service of its own program only', async () => {
    const endpoints = JSON.parse(readFileSync(endpointsFile, 'utf8')) as Endpoints;
    const token = await tokenOf(endpoints, 'officer@ctpat');
    expect([await me(endpoints.ctpat, token), await me(endpoints.pip, token)]).toEqual([200, 401]);
  });

  it('lets neither service connect to the database of the other, and keeps fsync on', async () => {
    const adminUrl = `postgres://postgres@127.0.0.1:${postmaster()[3]}/postgres`;
    const own = new URL(addressesOf(adminUrl, 'ctpat', secrets().services.ctpat).url);
    const other = Object.assign(new URL(own), { pathname: '/pip' });
    await expect(fsync(own.href)).resolves.toBe('on');
    await expect(fsync(other.href)).rejects.toThrow('permission denied for database "pip"');
  });

  it('refuses a second start over the same folder, in one sentence', async () => {
    const second = launch();
    await until(() => ended(second));
    expect(second.exitCode).toBe(1);
    expect(said).toMatch(/It already runs here as process \d+/);
    expect(existsSync(endpointsFile)).toBe(true);
  });

  it('starts PostgreSQL again when it dies, and a service too', async () => {
    const { ctpat } = JSON.parse(readFileSync(endpointsFile, 'utf8')) as Endpoints;
    const [first] = postmaster();
    process.kill(Number(first), 'SIGKILL');
    await until(
      () => existsSync(join(local, 'postgres', 'data', 'postmaster.pid')) && postmaster()[0] !== first,
    );
    await until(() => lives(ctpat));
    const service = serviceProcess('ctpat');
    process.kill(service, 'SIGKILL');
    await until(() => said.includes('The C-TPAT service is back at'));
    expect(await lives(ctpat)).toBe(true);
    expect(serviceProcess('ctpat')).not.toBe(service);
    expect(await stop('SIGTERM')).toBe(0);
  });

  async function fsync(url: string): Promise<string> {
    const client = new Client({ connectionString: url });
    await client.connect();
    const { rows } = await client.query<{ fsync: string }>('SHOW fsync');
    await client.end();
    return rows[0]!.fsync;
  }
});
