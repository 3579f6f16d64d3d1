/** What the integration tests of this library share: real services over HTTP with a receiver that only counts. */
import { generateKeyPairSync } from 'node:crypto';
import { Inject, Injectable, Module, type DynamicModule, type OnModuleInit } from '@nestjs/common';
import type { Envelope } from '@peer-contract/envelope';
import type { Receipt } from '@peer-contract/receipt';
import { startService, type RunningService } from '@platform/bootstrap';
import { ServiceConfig } from '@platform/config';
import { AppLogger } from '@platform/logging/app-logger';
import { PLATFORM_MIGRATIONS } from '@platform/migrations';
import { freshDatabase, type FreshDatabase } from '@testing/databases';
import { Client } from 'pg';
import { v7 as uuidV7 } from 'uuid';
import { MessageReceiver, MessageRefused } from './inbox';
import { MESSAGING_MIGRATIONS, MessagingModule } from './messaging.module';
import type { MessagingOptions } from './messaging-options';
import { ScheduledJobs, type ScheduledJob } from './scheduled-jobs';
import { publicJwk, type PrivateJwk } from './signatures/keys';
import type { Tx } from '@platform/database';

export const aKey = (): PrivateJwk =>
  generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }) as PrivateJwk;

export const aMessage = (changes: Partial<Envelope> = {}): Envelope => ({
  id: uuidV7(),
  kind: 'thing',
  subject: 'thing-1',
  incarnation: 1,
  seq: 1,
  heardIncarnation: 0,
  heardSeq: 0,
  record: { words: 'whole own record' },
  ...changes,
});

/** A database of its own, with a table in which the receiver writes down what it heard. */
export async function messagingDatabase(): Promise<FreshDatabase> {
  const database = await freshDatabase({ migrations: [PLATFORM_MIGRATIONS, MESSAGING_MIGRATIONS] });
  await rowsIn(database, 'CREATE TABLE heard (id uuid PRIMARY KEY)');
  await rowsIn(database, 'GRANT SELECT, INSERT ON heard TO PUBLIC');
  return database;
}

/** Writes each message down; `record.behave` makes one misbehave, or be answered with a word. */
export class CountingReceiver extends MessageReceiver {
  readonly parkedCodes: string[] = [];
  readonly heardAgainIds: string[] = [];
  /** A fault that is not the message's: the next so many single or whole batches fail. */
  failures = 0;

  async receive(tx: Tx, messages: readonly Envelope[]): Promise<Receipt[]> {
    for (const { id, record } of messages) {
      await tx.query('INSERT INTO heard (id) VALUES ($1)', [id]);
      const { behave } = record as { behave?: string };
      if (behave === 'refused') throw new MessageRefused('NOT_ALLOWED');
      if (behave === 'broken') throw new Error('a defect of the receiver');
      if (behave === 'stuck') await tx.query(`SELECT 1 / 0`);
    }
    if (this.failures-- > 0) throw new Error('a passing fault');
    return messages.map(receiptOf);
  }

  override async heardAgain(_: Tx, messages: readonly Envelope[]): Promise<void> {
    this.heardAgainIds.push(...messages.map(({ id }) => id));
  }

  override async parked(_: Tx, __: Envelope, code: string): Promise<void> {
    this.parkedCodes.push(code);
  }
}

function receiptOf({ id, kind, subject, seq, record }: Envelope): Receipt {
  if (seq === 0) return { id, result: 'superseded' };
  const { behave } = record as { behave?: string };
  const word = aMessage({ kind, subject, record: { words: `heard of ${subject}` } });
  return { id, result: 'applied', ...(behave === 'answered' ? { word } : {}) };
}

const TEST_JOBS = Symbol('TEST_JOBS');

@Injectable()
class TestJobs implements OnModuleInit {
  constructor(
    private readonly jobs: ScheduledJobs,
    @Inject(TEST_JOBS) private readonly added: readonly ScheduledJob[],
  ) {}

  onModuleInit(): void {
    this.added.forEach((job) => this.jobs.add(job));
  }
}

@Module({})
class TestModule {}

function testModule(
  options: MessagingOptions,
  receiver: CountingReceiver,
  jobs: readonly ScheduledJob[],
): DynamicModule {
  return {
    module: TestModule,
    imports: [MessagingModule.register({ useFactory: () => options })],
    providers: [
      { provide: MessageReceiver, useValue: receiver },
      { provide: TEST_JOBS, useValue: jobs },
      TestJobs,
    ],
  };
}

function configOf(options: MessagingOptions): ServiceConfig {
  return Object.assign(new ServiceConfig(), {
    program: options.self,
    role: options.role,
    port: 0,
    databaseUrl: options.databaseUrl,
    issuerUrl: 'http://127.0.0.1:1',
    audience: options.self,
    jwksUrl: 'http://127.0.0.1:1/jwks',
    docs: false,
  });
}

export interface TestService extends RunningService {
  readonly receiver: CountingReceiver;
  readonly options: MessagingOptions;
}

export async function startTestService(
  options: MessagingOptions,
  jobs: readonly ScheduledJob[] = [],
): Promise<TestService> {
  const receiver = new CountingReceiver();
  const level = process.env['TEST_LOG_LEVEL'] ?? 'silent';
  const service = await startService(testModule(options, receiver, jobs), {
    config: configOf(options),
    entities: [],
    migrations: [PLATFORM_MIGRATIONS, MESSAGING_MIGRATIONS],
    api: { title: 'test', description: 'test', version: '0' },
    logger: AppLogger.create({ level, program: options.self, role: options.role }),
    closeOnSignals: false,
  });
  return { ...service, receiver, options };
}

export const KEYS = { A: aKey(), B: aKey() };

/** Options of service A or B, each other's peer. */
export function optionsOf(
  self: 'A' | 'B',
  changes: Partial<MessagingOptions> & Pick<MessagingOptions, 'databaseUrl'>,
): MessagingOptions {
  const other = self === 'A' ? 'B' : 'A';
  return {
    self,
    peer: { code: other, url: 'http://127.0.0.1:1', keys: { keys: [publicJwk(KEYS[other])] } },
    signingKey: KEYS[self],
    role: 'all',
    ...changes,
  };
}

/** Rows of one statement, as the owner of the tables. */
export async function rowsIn<Row>(
  database: FreshDatabase,
  sql: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const client = new Client({ connectionString: database.ownerUrl });
  await client.connect();
  try {
    return (await client.query(sql, values)).rows as Row[];
  } finally {
    await client.end();
  }
}

/** Resolves once `holds` does; fails after the deadline. */
export async function eventually(
  holds: () => Promise<boolean> | boolean,
  deadlineMs = 15_000,
): Promise<void> {
  const until = Date.now() + deadlineMs;
  while (!(await holds())) {
    if (Date.now() > until) throw new Error(`Still not so after ${deadlineMs} ms: ${holds.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
