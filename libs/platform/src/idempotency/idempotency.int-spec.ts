import { freshDatabase, type FreshDatabase } from '@testing/databases';
import type { DataSource } from 'typeorm';
import { Clock } from '../clock';
import { Database, type Tx } from '../database';
import { connect, createDataSource } from '../database/data-source';
import { PLATFORM_MIGRATIONS } from '../migrations';
import { Idempotency } from './idempotency';
import type { Answer, GivenAnswer, IdempotentRequest } from './idempotent-request';

class HandClock extends Clock {
  at = new Date('2026-03-01T12:00:00Z');

  now(): Date {
    return this.at;
  }

  forward(hours: number): void {
    this.at = new Date(this.at.getTime() + hours * 3_600_000);
  }
}

const aRequest = (changes: Partial<IdempotentRequest> = {}): IdempotentRequest => ({
  caller: 'ann',
  route: 'POST /v1/things',
  key: 'k1',
  body: { name: 'a' },
  ...changes,
});

describe.each(['once', 'run', 'run, stored by the work'] as const)('idempotency by %s', (way) => {
  let database: FreshDatabase;
  let source: DataSource;
  let db: Database;
  let idempotency: Idempotency;
  let clock: HandClock;
  let worked: number;

  beforeAll(async () => {
    database = await freshDatabase({ migrations: [PLATFORM_MIGRATIONS] });
    source = await connect(
      createDataSource({ url: database.ownerUrl, entities: [], applicationName: 'spec' }),
    );
    await source.query('CREATE TABLE thing (id int GENERATED ALWAYS AS IDENTITY, name text UNIQUE)');
    db = new Database(source);
  });

  beforeEach(async () => {
    await source.query('TRUNCATE idempotency_key, thing');
    clock = new HandClock();
    idempotency = new Idempotency(db, clock);
    worked = 0;
  });

  afterAll(async () => {
    await source.destroy();
    await database.drop();
  });

  /** A create that, like any real one, refuses a twin by a rule of its own. */
  const create = async (tx: Tx, request: IdempotentRequest): Promise<Answer> => {
    worked++;
    const { name } = request.body as { name: string };
    await tx.query('INSERT INTO thing (name) VALUES ($1)', [name]);
    return { status: 201, body: { z: name, a: [1, null] }, location: `/v1/things/${name}` };
  };

  const createAndStore = async (tx: Tx, request: IdempotentRequest): Promise<Answer & { stored: true }> => {
    const answer = await create(tx, request);
    await tx.query(
      `INSERT INTO idempotency_key (caller, route, key, body_sha256, created_at, expires_at, status, body, location)
       SELECT caller, route, key, decode(body_sha256, 'hex'), created_at, expires_at, status, body, location
       FROM json_to_record($1) AS t(caller text, route text, key text, body_sha256 text, created_at timestamptz, expires_at timestamptz, status smallint, body json, location text)`,
      [JSON.stringify(idempotency.row(request, answer))],
    );
    return { ...answer, stored: true };
  };

  const send = (request: IdempotentRequest): Promise<GivenAnswer> => {
    if (way === 'once')
      return db.transaction((tx) => idempotency.once(tx, request, () => create(tx, request)));
    return idempotency.run(request, (tx) =>
      way === 'run' ? create(tx, request) : createAndStore(tx, request),
    );
  };

  const things = async (): Promise<number> =>
    (await db.query<{ n: number }>('SELECT count(*) AS n FROM thing'))[0]!.n;

  it('gives the first answer again and creates once', async () => {
    const first = await send(aRequest());
    const again = await send(aRequest());
    expect(first).toEqual({
      status: 201,
      body: { z: 'a', a: [1, null] },
      location: '/v1/things/a',
      replayed: false,
    });
    expect(again).toEqual({ ...first, replayed: true });
    expect(await things()).toBe(1);
  });

  it('gives every twin that comes at the same moment the one answer', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => send(aRequest())));
    expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1);
    expect(new Set(answers.map(({ location }) => location))).toEqual(new Set(['/v1/things/a']));
    expect(await things()).toBe(1);
  });

  it('refuses the key for another body, also at the same moment', async () => {
    const results = await Promise.allSettled([send(aRequest()), send(aRequest({ body: { name: 'b' } }))]);
    const refused = results.find(({ status }) => status === 'rejected') as PromiseRejectedResult;
    expect(refused.reason).toMatchObject({ problem: { code: 'IDEMPOTENCY_KEY_REUSED', status: 422 } });
    expect(await things()).toBe(1);
  });

  it('keeps the keys of callers and routes apart', async () => {
    await send(aRequest());
    await send(aRequest({ caller: 'bob', body: { name: 'b' } }));
    await send(aRequest({ route: 'POST /v1/others', body: { name: 'c' } }));
    expect(await things()).toBe(3);
  });

  it('keeps nothing of a refusal, so the same key may be tried again', async () => {
    await source.query(`INSERT INTO thing (name) VALUES ('a')`);
    await expect(send(aRequest())).rejects.toThrow(/unique/);
    await source.query('DELETE FROM thing');
    expect(await send(aRequest())).toMatchObject({ status: 201, replayed: false });
  });

  it('forgets a key when it has expired, whether purged or not', async () => {
    await send(aRequest());
    clock.forward(25);
    expect(await send(aRequest({ body: { name: 'b' } }))).toMatchObject({
      location: '/v1/things/b',
      replayed: false,
    });
    clock.forward(25);
    expect(await idempotency.purge()).toBe(1);
    expect(await idempotency.purge()).toBe(0);
  });

  it('works once for one request that meets no twin', async () => {
    await send(aRequest());
    expect(worked).toBe(1);
  });
});
