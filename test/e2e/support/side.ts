import { generateKeyPairSync } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startProgram, type Program } from '@harmonization/start-program';
import { ScheduledJobs } from '@messaging/scheduled-jobs/scheduled-jobs';
import { publicJwk, type PrivateJwk } from '@messaging/signatures/keys';
import type { RunningService } from '@platform/bootstrap';
import type { FreshDatabase } from '@testing/databases';
import { type PeerProxy } from '@testing/proxy/peer-proxy';
import { Client, type QueryResultRow } from 'pg';
import { audienceOf, PROGRAMS, type ProgramCode } from './programs';
import type { TestClock } from './test-clock';

export const aSigningKey = (kid: string): PrivateJwk => ({
  ...(generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }) as PrivateJwk),
  kid,
});

export interface SideSettings {
  readonly program: ProgramCode;
  /** Another definition of the program than the one that ships. */
  readonly definition?: Program;
  readonly database: FreshDatabase;
  readonly signingKey: PrivateJwk;
  readonly peerKey: PrivateJwk;
  readonly issuerUrl: string;
  readonly jwksUrl: string;
  readonly clock: TestClock;
  /** The line by which this service reaches the other. */
  readonly line: PeerProxy;
  /** Further variables, such as QUEUE_URL. */
  readonly environment?: NodeJS.ProcessEnv;
}

/** What a service process is told; the same in this process and in one of its own. */
export function environmentOf({
  program,
  database,
  signingKey,
  peerKey,
  issuerUrl,
  jwksUrl,
  line,
  environment,
}: SideSettings): NodeJS.ProcessEnv {
  return {
    PROGRAM: program,
    PORT: '0',
    DATABASE_URL: database.url,
    ISSUER_URL: issuerUrl,
    JWKS_URL: jwksUrl,
    AUDIENCE: audienceOf(program),
    PEER_URL: line.url,
    PEER_JWKS: JSON.stringify({ keys: [publicJwk(peerKey)] }),
    SIGNING_KEY: JSON.stringify(signingKey),
    CODE_PEPPER: `pepper of ${program} that is long enough for it`,
    DOCUMENT_FOLDER: documentFolderOf(database),
    LOG_LEVEL: process.env.TEST_LOG_LEVEL ?? 'silent',
    ...environment,
  };
}

/** One a database, so that no test meets the documents of another. */
const documentFolderOf = ({ url }: FreshDatabase): string =>
  join(tmpdir(), 'harmonization-test-documents', new URL(url).pathname.slice(1));

/** One of the two services: running in this process, with its database, and its line to the other. */
export class Side {
  private service: RunningService | undefined;

  constructor(readonly settings: SideSettings) {}

  get program(): ProgramCode {
    return this.settings.program;
  }

  get line(): PeerProxy {
    return this.settings.line;
  }

  get url(): string {
    return this.running.url;
  }

  get running(): RunningService {
    if (!this.service) throw new Error(`The service of ${this.program} is not running`);
    return this.service;
  }

  async start(): Promise<void> {
    const { program, definition = PROGRAMS[program], clock } = this.settings;
    this.service = await startProgram(definition, {
      env: environmentOf(this.settings),
      clock,
      closeOnSignals: false,
    });
  }

  async stop(): Promise<void> {
    const { service } = this;
    this.service = undefined;
    await service?.close();
  }

  /** Every scheduled job once, now. */
  async runDueJobs(): Promise<void> {
    await this.running.app.get(ScheduledJobs).runDueJobs();
  }

  /** Does the work while another transaction holds what the statement has locked. */
  async whileHolding<T>(lock: string, values: unknown[], work: () => Promise<T>): Promise<T> {
    const client = new Client({ connectionString: this.settings.database.ownerUrl });
    await client.connect();
    try {
      await client.query('BEGIN');
      await client.query(lock, values);
      return await work();
    } finally {
      await client.end();
    }
  }

  /** Rows of one statement: as the owner of the tables, or with the rights of the service. */
  async rows<Row extends QueryResultRow>(
    sql: string,
    values: unknown[] = [],
    as: 'owner' | 'service' = 'owner',
  ): Promise<Row[]> {
    const { url, ownerUrl } = this.settings.database;
    const client = new Client({ connectionString: as === 'owner' ? ownerUrl : url });
    await client.connect();
    try {
      return (await client.query<Row>(sql, values)).rows;
    } finally {
      await client.end();
    }
  }
}
