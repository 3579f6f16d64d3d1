import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Answer } from '@testing/people/session';
import { freePort } from '@testing/postgres/free-port';
import { binariesFor } from '@testing/postgres/own-folder';
import { startPostgres, type PostgresServer } from '@testing/postgres/postgres-server';
import { redisIsInstalled, startRedis, type RedisServer } from '@testing/redis-server';
import { makeTestRoles } from '@testing/test-roles';
import { Redis } from 'ioredis';
import type { FreshCarrier } from './support/fresh-carrier';
import { untilReviewedByBoth } from './support/play/application';
import { playFlow } from './support/play/flows';
import { expectDecidedByBoth, expectOneEditor, expectWholeAndEqual } from './support/play/link-checks';
import type { Side } from './support/side';
import { until } from './support/until';
import { startWorld, type World } from './support/world';

/** A server of this file's own: nobody else's tests may lose theirs. */
class OwnPostgres {
  private readonly folder = mkdtempSync(join(tmpdir(), 'harmonization-e2e-postgres-'));
  private server: PostgresServer | undefined;
  private port = 0;

  async start(): Promise<string> {
    chmodSync(this.folder, 0o755);
    this.port ||= await freePort(0);
    const dataFolder = join(this.folder, 'data');
    this.server = await startPostgres({
      dataFolder,
      binariesFolder: binariesFor(dataFolder, join(tmpdir(), 'harmonization-postgres')),
      port: this.port,
      password: 'test',
      logFile: join(this.folder, 'postgres.log'),
      settings: ['max_connections=200'],
    });
    return this.server.adminUrl;
  }

  /** As `pg_ctl restart -m immediate`: every session is broken off, nothing is written that is not on disk already. */
  async restartAtOnce(): Promise<void> {
    const { process: child } = this.server!;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGQUIT');
    await gone;
    await this.start();
  }

  async stop(): Promise<void> {
    await this.server?.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

describe('PostgreSQL restarted under load', () => {
  const postgres = new OwnPostgres();
  const sharedServer = process.env.TEST_POSTGRES_URL;
  let world: World;
  beforeAll(async () => {
    process.env.TEST_POSTGRES_URL = await postgres.start();
    await makeTestRoles(process.env.TEST_POSTGRES_URL);
    world = await startWorld();
  });
  afterAll(async () => {
    await world?.stop();
    await postgres.stop();
    process.env.TEST_POSTGRES_URL = sharedServer;
  });

  /** Sends the carrier's application, with one key, until it is taken; gives every answer on the way. */
  async function submitUntilTaken(side: Side, carrier: FreshCarrier): Promise<Answer[]> {
    const key = { 'idempotency-key': randomUUID() };
    const answers: Answer[] = [];
    await until(async () => {
      answers.push(await carrier.at(side).post('/v1/applications', { form: carrier.form }, key));
      return answers.at(-1)!.status === 201;
    });
    return answers;
  }

  it('answers 2xx or 503 to everyone, loses nothing that it acknowledged, and delivers the rest afterwards', async () => {
    const seen: number[] = [];
    const filed: { side: Side; carrier: FreshCarrier; id: string }[] = [];
    let isOver = false;
    const customers = world.both
      .flatMap((side) => [side, side])
      .map(async (side) => {
        while (!isOver) {
          const carrier = world.carrier('F1');
          const answers = await submitUntilTaken(side, carrier);
          seen.push(...answers.map(({ status }) => status));
          filed.push({ side, carrier, id: answers.at(-1)!.body.id });
          seen.push((await carrier.at(side).get('/v1/applications')).status);
          seen.push((await world.officer(side).get('/v1/staff/exchange')).status);
        }
      });
    for (let n = 0; n < 2; n++) {
      await delay(700);
      await postgres.restartAtOnce();
    }
    await delay(700);
    isOver = true;
    await Promise.all(customers);

    expect([...new Set(seen)].filter((status) => ![200, 201, 503].includes(status))).toEqual([]);
    expect(seen).toContain(503);
    for (const { side, carrier, id } of filed) {
      const { items } = await carrier.at(side).read('/v1/applications');
      expect(items.map((each: any) => each.id)).toEqual([id]);
    }
    const last = filed.at(-1)!;
    await untilReviewedByBoth(world, { id: last.id, entry: last.side, carrier: last.carrier });
  });

  it('tells the caller of a 503 when to come back, and is not ready meanwhile', async () => {
    const { officer, restarted } = { officer: world.officer(world.pip), restarted: postgres.restartAtOnce() };
    const answers: Answer[] = [];
    await until(async () => {
      answers.push(await officer.get('/v1/staff/applications'));
      return answers.at(-1)!.status === 503 || answers.length > 40;
    });
    await restarted;

    const refused = answers.find(({ status }) => status === 503);
    expect(refused?.body).toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0);
    await until(async () => (await fetch(`${world.pip.url}/health/ready`)).status === 200);
    expect((await officer.get('/v1/staff/applications')).status).toBe(200);
  });
});

if (process.env.REQUIRE_REDIS === '1' && !redisIsInstalled()) {
  throw new Error('REQUIRE_REDIS=1, but there is no redis-server on the PATH');
}

(redisIsInstalled() ? describe : describe.skip)('Redis emptied under way (skipped: no redis-server)', () => {
  let redis: RedisServer;
  let client: Redis;
  let world: World;
  beforeAll(async () => {
    redis = await startRedis();
    client = new Redis(redis.url);
    const environment = { QUEUE_URL: redis.url };
    world = await startWorld({ environment: { CTPAT: environment, PIP: environment } });
  });
  afterAll(async () => {
    await world?.stop();
    client.disconnect();
    await redis.stop();
  });

  it.each(['F1', 'F8'] as const)('delays %s, and loses nothing of it', async (flow) => {
    const emptying = setInterval(() => void client.flushall(), 50);
    try {
      const linked = await playFlow(world, flow);

      await expectDecidedByBoth(world, linked, flow);
      await expectWholeAndEqual(world, linked);
      await expectOneEditor(linked);
    } finally {
      clearInterval(emptying);
    }
  });
});
