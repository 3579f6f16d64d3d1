import { Database } from '@platform/database';
import type { FreshDatabase } from '@testing/databases';
import { Redis } from 'ioredis';
import type { MessagingOptions } from '../messaging-options';
import {
  aMessage,
  eventually,
  messagingDatabase,
  optionsOf,
  rowsIn,
  startTestService,
  type TestService,
} from '../messaging.spec-support';
import { Outbox } from '../outbox';
import { FakePeer } from '../peer/fake-peer.spec-support';
import type { ScheduledJob } from '../scheduled-jobs';
import { JobSchedule } from '../scheduled-jobs/job-schedule';
import { QueueFigures } from './queue-figures';
import { Queues } from './queues';

/** A database of the server that no other test uses. */
const redisUrl = process.env['REDIS_URL'] && `${process.env['REDIS_URL'].replace(/\/\d*$/, '')}/9`;

async function emptyRedis(): Promise<void> {
  const redis = new Redis(redisUrl!);
  await redis.flushdb();
  await redis.quit();
}

async function emptyPostgres(database: FreshDatabase): Promise<void> {
  const tables = await rowsIn<{ name: string }>(
    database,
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname = 'bullmq' AND tablename NOT LIKE '%migration%'`,
  );
  const asRuntime = { ...database, ownerUrl: database.url };
  const truncate = `TRUNCATE ${tables.map(({ name }) => name).join(', ')}`;
  await eventually(() => rowsIn(asRuntime, truncate).then(() => true, isLostDeadlock));
}

/** Workers hold these tables too, in an order of their own: who loses a deadlock against one tries again. */
function isLostDeadlock(error: { code?: string }): false {
  if (error.code === '40P01') return false;
  throw error as Error;
}

interface Engine {
  readonly name: string;
  readonly queueUrl: string | undefined;
  readonly isHere: boolean;
  readonly empty: (database: FreshDatabase) => Promise<void>;
}
const ENGINES: Engine[] = [
  { name: 'PostgreSQL', queueUrl: undefined, isHere: true, empty: emptyPostgres },
  {
    name: redisUrl ? 'Redis' : 'Redis (skipped: no redis-server)',
    queueUrl: redisUrl,
    isHere: Boolean(redisUrl),
    empty: emptyRedis,
  },
];

/** No sweep within a test: what arrives was woken for. */
const WITHOUT_SWEEP = { sweepEveryMs: 600_000 };

/** A job that counts its runs. */
const countingJob = (everyMs: number): ScheduledJob & { runs: number } => ({
  name: 'count',
  everyMs,
  runs: 0,
  async run() {
    this.runs++;
  },
});

if (!redisUrl && process.env['REQUIRE_REDIS'] === '1')
  throw new Error('REQUIRE_REDIS=1, but REDIS_URL names no server');

for (const engine of ENGINES) {
  (engine.isHere ? describe : describe.skip)(`queues on ${engine.name}`, () => {
    let database: FreshDatabase;
    let peer: FakePeer;
    let peerUrl: string;
    const started: TestService[] = [];

    const start = async (
      changes: Partial<MessagingOptions>,
      jobs: ScheduledJob[] = [],
    ): Promise<TestService> => {
      const options = optionsOf('A', {
        databaseUrl: database.url,
        queueUrl: engine.queueUrl,
        delivery: WITHOUT_SWEEP,
        ...changes,
      });
      const service = await startTestService({ ...options, peer: { ...options.peer, url: peerUrl } }, jobs);
      started.push(service);
      return service;
    };

    beforeEach(async () => {
      database = await messagingDatabase();
      peer = new FakePeer();
      peerUrl = await peer.start();
      if (engine.queueUrl) await emptyRedis();
    }, 60_000);

    afterEach(async () => {
      for (const service of started.splice(0)) await service.close();
      await peer.stop();
      await database.drop();
    });

    it('wake a worker in another process once a message was committed', async () => {
      const api = await start({ role: 'api' });
      await start({ role: 'worker' });
      const message = aMessage();
      await api.app.get(Database).transaction((tx) => api.app.get(Outbox).append(tx, [message]));
      await eventually(() => peer.timesSent(message.id) === 1);
    });

    it('let the sweep find a message that nobody was woken for', async () => {
      await start({ delivery: { sweepEveryMs: 200 } });
      const message = aMessage();
      const insert = `INSERT INTO outbox (id, peer, kind, subject, envelope, created_at, next_attempt_at)
        VALUES ($1, 'B', 'thing', 'thing-1', $2, now(), now())`;
      await rowsIn(database, insert, [message.id, JSON.stringify(message)]);
      await eventually(() => peer.timesSent(message.id) === 1);
    });

    it('run a scheduled job again and again, also after it failed', async () => {
      let runs = 0;
      const run = async () => {
        if (++runs === 1) throw new Error('the first run fails');
      };
      await start({}, [{ name: 'fails-once', everyMs: 100, run }]);
      await eventually(() => runs >= 3);
    });

    it('run a cron job', async () => {
      let runs = 0;
      const countRun = async () => {
        runs++;
      };
      await start({}, [
        { name: 'each-second', cron: '* * * * * *', timeZone: 'America/Toronto', run: countRun },
      ]);
      await eventually(() => runs >= 2);
    });

    it('heal after they were emptied', async () => {
      const job = countingJob(100);
      await start({ delivery: { ...WITHOUT_SWEEP, registerEveryMs: 300 } }, [job]);
      await eventually(() => job.runs >= 2);
      await engine.empty(database);
      const before = job.runs;
      await eventually(() => job.runs >= before + 3);
    });

    it('keep the next run of a job when its schedule is registered again, and take a changed schedule over', async () => {
      const job = { ...countingJob(3_600_000) };
      const service = await start({}, [job]);
      const scheduler = () => service.app.get(Queues).queue('scheduled').getJobScheduler('count');
      await eventually(async () => job.runs === 1 && (await scheduler()) !== undefined);
      const before = await scheduler();
      await service.app.get(JobSchedule).register();
      expect((await scheduler())?.next).toBe(before?.next);
      Object.assign(job, { everyMs: 100 });
      await service.app.get(JobSchedule).register();
      await eventually(() => job.runs >= 3);
    });

    it('are told in figures: what each holds, and when each schedule runs next', async () => {
      const yearly = { name: 'yearly', cron: '0 0 1 1 *', timeZone: 'UTC', run: async () => undefined };
      const service = await start({}, [yearly]);
      const figures = () => service.app.get(QueueFigures).read();
      const scheduled = async () => (await figures()).find(({ queue }) => queue === 'scheduled');
      await eventually(
        async () => (await scheduled())?.schedules.some(({ job }) => job === 'yearly') ?? false,
      );
      const newYear = new Date(Date.UTC(new Date().getUTCFullYear() + 1, 0, 1));
      expect((await scheduled())?.schedules).toContainEqual({ job: 'yearly', nextRunAt: newYear });
      expect((await scheduled())?.delayed).toBeGreaterThan(0);
      expect((await figures()).map(({ queue }) => queue)).toEqual(['deliver', 'scheduled']);
    });

    it('are closed in order and leave no connection to the database behind', async () => {
      const service = await start({}, [countingJob(100)]);
      started.pop();
      await service.close();
      const sql = `SELECT count(*)::int AS count FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`;
      await eventually(async () => (await rowsIn<{ count: number }>(database, sql))[0]?.count === 0);
    });
  });
}

describe('a queue server that is away', () => {
  it('stops neither the start nor the delivery nor the end of a service', async () => {
    const database = await messagingDatabase();
    const peer = new FakePeer();
    const options = optionsOf('A', { databaseUrl: database.url, queueUrl: 'redis://127.0.0.1:1' });
    const service = await startTestService({
      ...options,
      peer: { ...options.peer, url: await peer.start() },
    });
    const message = aMessage();
    await service.app.get(Database).transaction((tx) => service.app.get(Outbox).append(tx, [message]));
    await eventually(() => peer.timesSent(message.id) === 1);
    await expect(service.app.get(QueueFigures).read()).rejects.toMatchObject({ problem: { status: 503 } });
    await service.close();
    await peer.stop();
    await database.drop();
  });
});
