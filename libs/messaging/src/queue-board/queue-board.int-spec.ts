import type { FreshDatabase } from '@testing/databases';
import Fastify, { type FastifyInstance, type LightMyRequestResponse } from 'fastify';
import {
  eventually,
  messagingDatabase,
  optionsOf,
  startTestService,
  type TestService,
} from '../messaging.spec-support';
import { QueueBoard } from './queue-board';

/** A database of the server that no other test uses. */
const redisUrl = process.env['REDIS_URL'] && `${process.env['REDIS_URL'].replace(/\/\d*$/, '')}/10`;
if (!redisUrl && process.env['REQUIRE_REDIS'] === '1')
  throw new Error('REQUIRE_REDIS=1, but REDIS_URL names no server');

const ENGINES = [
  { name: 'PostgreSQL', queueUrl: undefined, isHere: true },
  {
    name: redisUrl ? 'Redis' : 'Redis (skipped: no redis-server)',
    queueUrl: redisUrl,
    isHere: Boolean(redisUrl),
  },
];

let database: FreshDatabase;
let service: TestService;
let web: FastifyInstance;

async function start(queueUrl: string | undefined): Promise<void> {
  database = await messagingDatabase();
  const yearly = { name: 'yearly', cron: '0 0 1 1 *', run: async () => undefined };
  service = await startTestService(optionsOf('A', { databaseUrl: database.url, queueUrl }), [yearly]);
  web = Fastify();
  await web.register((scope) => service.app.get(QueueBoard).addRoutes(scope));
}

async function stop(): Promise<void> {
  await web.close();
  await service.close();
  await database.drop();
}

const ask = (url: string): Promise<LightMyRequestResponse> => web.inject({ method: 'GET', url });

for (const engine of ENGINES) {
  (engine.isHere ? describe : describe.skip)(`the board of queues on ${engine.name}`, () => {
    beforeAll(() => start(engine.queueUrl));
    afterAll(stop);

    it('counts the jobs of each queue and lets nothing be changed', async () => {
      const { queues } = (await ask('/api/queues')).json<{ queues: { name: string }[] }>();
      expect(queues).toEqual([
        expect.objectContaining({ name: 'deliver', readOnlyMode: true, allowRetries: false }),
        expect.objectContaining({ name: 'scheduled', readOnlyMode: true, allowRetries: false }),
      ]);
    });

    it('shows the schedulers, and the job of each that waits', async () => {
      await eventually(async () => (await ask('/api/job-schedulers')).body.includes('yearly'));
      const shown = await ask('/api/queues?activeQueue=scheduled&status=delayed&page=1&jobsPerPage=10');
      const { queues } = shown.json<{ queues: { name: string; jobs: { id: string; name: string }[] }[] }>();
      const waiting = queues
        .find(({ name }) => name === 'scheduled')
        ?.jobs.find(({ name }) => name === 'yearly');
      const job = await ask(`/api/queues/scheduled/${encodeURIComponent(waiting?.id ?? '')}`);
      expect([job.statusCode, job.json<{ job: object }>().job]).toEqual([
        200,
        expect.objectContaining({ name: 'yearly' }),
      ]);
    });

    it('says nothing of the server that they lie on', async () => {
      expect((await ask('/api/redis/stats')).statusCode).toBe(403);
    });
  });
}

describe('the board of queues whose server is away', () => {
  beforeAll(() => start('redis://127.0.0.1:1'));
  afterAll(stop);

  it('answers that it is not available, and its page all the same', async () => {
    expect((await ask('/api/queues')).statusCode).toBe(503);
    expect((await ask('/queue/deliver')).statusCode).toBe(200);
  }, 30_000);
});

describe('the page of the board', () => {
  beforeAll(() => start(undefined));
  afterAll(stop);

  it('has no inline script or style and asks no other host', async () => {
    const { body } = await ask('/');
    expect(
      body.match(/<script(?! id="__UI_CONFIG__" type="application\/json")(?! defer src="(?:static|own)\/)/g),
    ).toBeNull();
    expect(body).not.toMatch(/https?:|<style| style=| on\w+=|<%/);
    expect(body).toContain('<base href="/portal/queues/" />');
  });

  it('has its script and its words served from here', async () => {
    const { body } = await ask('/');
    const sources = [...body.matchAll(/(?:src|href)="((?:static|own)\/[^"]+)"/g)].map(
      ([, source]) => source!,
    );
    expect(sources.length).toBeGreaterThan(4);
    expect(sources).toEqual(expect.arrayContaining(['own/readable.css', 'own/readable.mjs']));
    for (const source of [...sources, 'static/locales/fr-FR/messages.json'])
      expect([source, (await ask(`/${source}`)).statusCode]).toEqual([source, 200]);
  });
});
