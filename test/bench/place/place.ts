import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@testing/postgres/free-port';
import { Client } from 'pg';
import { Databases } from '../../../apps/local/src/databases/databases';
import { startIdentityProvider } from '../../../apps/local/src/identity/identity-provider';
import type { ProgramName } from '../../../apps/local/src/programs';
import type { Surroundings } from '../../../apps/local/src/services/service-environment';
import { LocalFolder } from '../../../apps/local/src/store/local-folder';
import { secretsIn } from '../../../apps/local/src/store/secrets';
import { closeAtSignal } from './at-signal';
import { BenchService, type ServiceVariables } from './bench-service';

export type Say = (line: string) => void;
type Stop = () => Promise<void> | void;

/** In the reverse order, each to its end. */
async function stopAll(stops: Stop[]): Promise<void> {
  for (let stop = stops.pop(); stop; stop = stops.pop()) await stop();
}

/** A folder, a PostgreSQL, two databases and a sign-in of their own, as `npm start` makes them; gone when it is closed. */
export class Place {
  private closed?: Promise<void>;

  private constructor(
    readonly folder: LocalFolder,
    readonly around: Surroundings,
    private readonly stops: Stop[],
    private readonly profile: string | undefined,
  ) {}

  /** Opens a place, works in it, and closes it whatever happens. `profile`: where the services leave a CPU profile. */
  static async with<T>(
    say: Say,
    profile: string | undefined,
    work: (place: Place) => Promise<T>,
  ): Promise<T> {
    const place = await Place.open(say, profile);
    const closed = closeAtSignal(() => place.close());
    try {
      say(await place.requireDurability());
      return await work(place);
    } finally {
      closed();
      await place.close();
    }
  }

  /** What had come up stops where the rest does not. */
  private static async open(say: Say, profile: string | undefined): Promise<Place> {
    const stops: Stop[] = [];
    try {
      const { folder, around } = await surroundings(say, stops);
      return new Place(folder, around, stops, profile);
    } catch (error) {
      await stopAll(stops);
      throw error;
    }
  }

  /** Starts the service as it ships, in a process of its own. */
  async start(program: ProgramName, variables: ServiceVariables = {}): Promise<BenchService> {
    const service = await BenchService.start(program, { place: this, variables, profile: this.profile });
    this.stops.push(() => service.stop());
    return service;
  }

  /** A session with the service's own database, as the owner of its tables. */
  async asOwner<T>(program: ProgramName, work: (client: Client) => Promise<T>): Promise<T> {
    const client = new Client({ connectionString: this.around.databases[program].ownerUrl });
    // When the server is stopped under it, its open statement says so.
    client.on('error', () => undefined);
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  }

  /** What the server promises of a commit, as a sentence; anything less than `npm start` has would be another contest. */
  private async requireDurability(): Promise<string> {
    const settings = ['server_version', 'fsync', 'synchronous_commit', 'full_page_writes'];
    const shown = await this.asOwner('ctpat', async (client) => {
      const { rows } = await client.query<Record<string, string>>(
        `SELECT ${settings.map((name) => `current_setting('${name}') AS ${name}`).join(', ')}`,
      );
      return rows[0]!;
    });
    if (shown.fsync !== 'on' || shown.synchronous_commit !== 'on')
      throw new Error(`Commits are not durable: ${JSON.stringify(shown)}`);
    return settings.map((name) => `${name} ${shown[name]}`).join(', ');
  }

  /** A person's token for one service. */
  async token(login: string, email?: string): Promise<string> {
    const form = new URLSearchParams({
      grant_type: 'urn:harmonization:dev-login',
      client_id: 'tools',
      login,
      ...(email ? { email } : {}),
    });
    const response = await fetch(`${this.around.identity.issuer}/token`, { method: 'POST', body: form });
    if (!response.ok) throw new Error(`${login} could not sign in: ${await response.text()}`);
    return ((await response.json()) as { access_token: string }).access_token;
  }

  logOf(name: string): string {
    return readFileSync(this.folder.at('logs', name), 'utf8').slice(-2_000);
  }

  /** Once, in order: whoever asks meanwhile waits for the first, or the folder would go while PostgreSQL still stops. */
  close(): Promise<void> {
    return (this.closed ??= stopAll(this.stops));
  }
}

/** All that `npm start` has below its services; how to stop each is added as it comes up. */
async function surroundings(say: Say, stops: Stop[]): Promise<{ folder: LocalFolder; around: Surroundings }> {
  const root = mkdtempSync(join(tmpdir(), 'harmonization-bench-'));
  stops.push(() => rmSync(root, { recursive: true, force: true }));
  // PostgreSQL runs under another account where we are root, and must pass through.
  chmodSync(root, 0o755);
  const folder = LocalFolder.open(root);
  const secrets = secretsIn(folder);
  const databases = await Databases.open(folder, secrets, say, {});
  stops.push(() => databases.stop());
  const identity = await startIdentityProvider({ port: await freePort(4_200), ...secrets.issuer });
  stops.push(() => identity.stop());
  const ports = { ctpat: await freePort(4_201), pip: await freePort(4_251) };
  const mailFile = (program: ProgramName): string => folder.at('logs', `${program}.mail`);
  const documentFolder = (program: ProgramName): string => folder.at('documents', program);
  const around = { secrets, databases: databases.services, ports, identity, mailFile, documentFolder };
  return { folder, around };
}
