import { freePort } from '@testing/postgres/free-port';
import { binariesFor } from '@testing/postgres/own-folder';
import { releaseStaleLock } from '@testing/postgres/stale-lock';
import { PROGRAMS, type ProgramName } from '../programs';
import type { LocalFolder } from '../store/local-folder';
import type { Secrets } from '../store/secrets';
import { placeOfDatabase } from './database-place';
import { EmbeddedServer } from './embedded-server';
import { type ServiceDatabase, provision } from './provision';

const WISHED_PORT = 54_320;

type Say = (line: string) => void;

/** The databases of both services: the user's own servers where named, else one embedded server with two databases. */
export class Databases {
  private constructor(
    readonly services: Record<ProgramName, ServiceDatabase>,
    private readonly server?: EmbeddedServer,
  ) {}

  static async open(
    folder: LocalFolder,
    secrets: Secrets,
    say: Say,
    environment = process.env,
  ): Promise<Databases> {
    const named = outsideDatabases(environment);
    if (PROGRAMS.every((program) => named[program])) return new Databases(named as Databases['services']);
    const server = await startEmbedded(folder, secrets, say);
    try {
      const own = await provision(await server.adminUrl(), secrets);
      return new Databases({ ...own, ...named }, server);
    } catch (error) {
      await server.stop();
      throw error;
    }
  }

  async stop(): Promise<void> {
    await this.server?.stop();
  }
}

/** `CTPAT_DATABASE_URL`, `PIP_DATABASE_URL`; `…_MIGRATION_DATABASE_URL` where the tables have an owner of their own. */
function outsideDatabases(environment: NodeJS.ProcessEnv): Partial<Record<ProgramName, ServiceDatabase>> {
  const named = PROGRAMS.flatMap((program) => {
    const prefix = program.toUpperCase();
    const url = environment[`${prefix}_DATABASE_URL`];
    return url ? [[program, { url, ownerUrl: environment[`${prefix}_MIGRATION_DATABASE_URL`] ?? url }]] : [];
  });
  return Object.fromEntries(named) as Partial<Record<ProgramName, ServiceDatabase>>;
}

/** `fsync` and `synchronous_commit` stay on: what a service has acknowledged survives a power cut here too. */
async function startEmbedded(folder: LocalFolder, secrets: Secrets, say: Say): Promise<EmbeddedServer> {
  const place = await placeOfDatabase(folder);
  if (place.isElsewhere)
    say(`PostgreSQL does not run as root and cannot enter this folder: its data are in ${place.dataFolder}`);
  // A server that a killed launcher has left goes first: it still holds the port.
  await releaseStaleLock(place.dataFolder);
  const options = {
    dataFolder: place.dataFolder,
    binariesFolder: binariesFor(place.dataFolder, place.programsFolder),
    port: await freePort(WISHED_PORT),
    password: secrets.superuserPassword,
    settings: ['max_connections=200', 'shared_buffers=128MB', 'log_min_messages=warning'],
    ownProcessGroup: true,
    logFile: folder.at('logs', 'postgres.log'),
  };
  return EmbeddedServer.start(options, say);
}
