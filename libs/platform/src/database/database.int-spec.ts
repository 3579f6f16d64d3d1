import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect as openSocket, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freshDatabase, type FreshDatabase } from '@testing/databases';
import { Client } from 'pg';
import { Column, Entity, PrimaryColumn, type DataSource } from 'typeorm';
import { Database, violatedConstraint } from '../database';
import { CombinedWrites } from './combined-writes';
import { connect, createDataSource } from './data-source';
import { awaitMigrations, migrate } from './migrations';
import { schemaDrift } from './schema-drift';
import { rowsIn, rowsOf, statement } from './statement';
import { isUnavailable } from './unavailable';
import { writeTogether, writeTogetherWhere } from './write-together';

@Entity('thing')
class Thing {
  @PrimaryColumn('uuid')
  id: string;

  @Column('text')
  name: string;

  @Column('timestamptz', { nullable: true })
  seenAt?: Date;
}

@Entity('crate')
class Crate {
  @PrimaryColumn('int')
  id: number;

  @Column('bigint')
  weight: string;

  @Column('text', { array: true })
  labels: string[];

  @Column('varchar', { length: 10 })
  code: string;

  @Column('date')
  packedOn: string;

  @Column('jsonb', { nullable: true })
  content?: object;
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  return client
    .query(sql)
    .then(({ rows }) => rows)
    .finally(() => client.end());
}

/** A way to the server that can be cut and mended, as in a restart. */
class Wire {
  private readonly sockets = new Set<Socket>();
  private server: Server;

  private constructor(
    private readonly target: URL,
    public port = 0,
  ) {}

  static async to(url: string): Promise<{ wire: Wire; url: string }> {
    const target = new URL(url);
    const wire = new Wire(target);
    await wire.mend();
    const through = new URL(url);
    through.hostname = '127.0.0.1';
    through.port = String(wire.port);
    return { wire, url: through.href };
  }

  async mend(): Promise<void> {
    this.server = createServer((near) => {
      const far = openSocket(Number(this.target.port || 5432), this.target.hostname);
      for (const [one, other] of [
        [near, far],
        [far, near],
      ] as const) {
        this.sockets.add(one);
        one.on('error', () => other.destroy()).pipe(other);
      }
    });
    await new Promise<void>((resolve) => this.server.listen(this.port, '127.0.0.1', resolve));
    this.port = (this.server.address() as AddressInfo).port;
  }

  async cut(): Promise<void> {
    this.sockets.forEach((socket) => socket.destroy());
    this.sockets.clear();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

describe('migrations', () => {
  let folder: string;
  let database: FreshDatabase;
  const file = (name: string, sql: string): Promise<void> => writeFile(join(folder, name), sql);

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'migrations-'));
    database = await freshDatabase({ migrations: [] });
  });

  afterEach(async () => {
    await database.drop();
    await rm(folder, { recursive: true });
  });

  it('are applied once, in the order of their numbers, also when processes start together', async () => {
    await file('0002_fill.sql', 'INSERT INTO thing VALUES (1)');
    await file('0001_thing.sql', 'CREATE TABLE thing (id int PRIMARY KEY)');
    const runs = await Promise.all(
      [1, 2, 3].map(() => migrate({ url: database.ownerUrl, folders: [folder] })),
    );
    expect(runs.flat().sort()).toEqual(['0001_thing.sql', '0002_fill.sql']);
    expect(
      await query(database.ownerUrl, 'SELECT name, length(sha256) AS n FROM schema_migration ORDER BY name'),
    ).toEqual([
      { name: '0001_thing.sql', n: 64 },
      { name: '0002_fill.sql', n: 64 },
    ]);
  });

  it('leave nothing of a file that fails, keep those before it, and name it', async () => {
    await file('0001_thing.sql', 'CREATE TABLE thing (id int)');
    await file('0002_broken.sql', 'CREATE TABLE other (id int); SELECT broken');
    await expect(migrate({ url: database.ownerUrl, folders: [folder] })).rejects.toThrow(
      'The migration 0002_broken.sql failed',
    );
    expect(
      await query(
        database.ownerUrl,
        `SELECT to_regclass('thing') IS NOT NULL AS thing, to_regclass('other') IS NULL AS no_other`,
      ),
    ).toEqual([{ thing: true, no_other: true }]);
  });

  it('refuse a file that changed after it was applied, but not its line ends', async () => {
    await file('0001_thing.sql', 'CREATE TABLE thing (\n id int)');
    await migrate({ url: database.ownerUrl, folders: [folder] });
    await file('0001_thing.sql', 'CREATE TABLE thing (\r\n id int)');
    expect(await migrate({ url: database.ownerUrl, folders: [folder] })).toEqual([]);
    await file('0001_thing.sql', 'CREATE TABLE thing (id bigint)');
    await expect(migrate({ url: database.ownerUrl, folders: [folder] })).rejects.toThrow(
      '0001_thing.sql was changed after it had been applied',
    );
  });

  it('refuse a number that is used twice and a name without one', async () => {
    await file('0001_a.sql', '');
    await file('0001_b.sql', '');
    await expect(migrate({ url: database.ownerUrl, folders: [folder] })).rejects.toThrow(
      '0001_a.sql and 0001_b.sql have the same number',
    );
    await file('first.sql', '');
    await expect(migrate({ url: database.ownerUrl, folders: [folder] })).rejects.toThrow(
      'must be named like 0100_audit.sql',
    );
  });

  it('give the runtime role rows, and on append-only tables only new ones', async () => {
    await file(
      '0001_tables.sql',
      'CREATE TABLE thing (id serial, n int);\nCREATE TABLE entry (n int);\n-- append-only: entry\n',
    );
    const runtimeRole = new URL(database.url).username;
    await migrate({ url: database.ownerUrl, folders: [folder], runtimeRole });
    await query(
      database.url,
      'INSERT INTO thing (n) VALUES (1); UPDATE thing SET n = 2; DELETE FROM thing; INSERT INTO entry VALUES (1)',
    );
    for (const sql of [
      'UPDATE entry SET n = 2',
      'DELETE FROM entry',
      'TRUNCATE entry',
      'DROP TABLE thing',
      'DELETE FROM schema_migration',
    ]) {
      await expect(query(database.url, sql)).rejects.toThrow(/permission denied|must be owner/);
    }
  });

  it('are waited for by a process that may not migrate, which says what is missing in the end', async () => {
    await file('0001_thing.sql', 'CREATE TABLE thing (id int)');
    await expect(awaitMigrations(database.url, [folder], 0)).rejects.toThrow(
      'The database lacks 0001_thing.sql',
    );
    const waiting = awaitMigrations(database.url, [folder], 20_000);
    await migrate({ url: database.ownerUrl, folders: [folder], runtimeRole: new URL(database.url).username });
    await expect(waiting).resolves.toBeUndefined();
  });
});

describe('the drift between entities and database', () => {
  let database: FreshDatabase;
  let source: DataSource;

  beforeAll(async () => {
    database = await freshDatabase({ migrations: [] });
    await query(
      database.ownerUrl,
      `CREATE TABLE thing (id uuid PRIMARY KEY, name varchar(5) NOT NULL, "seenAt" timestamptz NOT NULL, extra int);
       CREATE TABLE crate (id int PRIMARY KEY, weight bigint NOT NULL, labels text[] NOT NULL, code varchar(10) NOT NULL, "packedOn" date NOT NULL, content jsonb)`,
    );
    source = await connect(
      createDataSource({ url: database.ownerUrl, entities: [Thing, Crate], applicationName: 'spec' }),
    );
  });

  afterAll(async () => {
    await source.destroy();
    await database.drop();
  });

  it('is told in words, column by column, and only where there is one', async () => {
    expect(await schemaDrift(source)).toEqual([
      'thing.name is text in the entity but character varying(5) in the database',
      'thing.seenAt is nullable in the entity but not null in the database',
      'thing.extra is in the database but not in Thing',
    ]);
  });

  it('names a table that is missing', async () => {
    await query(database.ownerUrl, 'DROP TABLE crate');
    expect(await schemaDrift(source)).toContain('the table crate of Crate is not in the database');
  });
});

describe('a connection pool', () => {
  let database: FreshDatabase;
  let source: DataSource;
  let wire: Wire;

  beforeAll(async () => {
    database = await freshDatabase({ migrations: [] });
    const through = await Wire.to(database.url);
    wire = through.wire;
    await wire.cut();
    const opening = connect(
      createDataSource({
        url: through.url,
        entities: [],
        applicationName: 'spec pool',
        poolSize: 3,
        statementTimeout: 200,
      }),
    );
    await wire.mend();
    source = await opening;
  });

  afterAll(async () => {
    await source.destroy();
    await wire.cut();
    await database.drop();
  });

  it('waits for a server that is still starting, and names itself to it', async () => {
    expect(
      await source.query(
        `SELECT current_setting('application_name') AS name, current_setting('statement_timeout') AS timeout`,
      ),
    ).toEqual([{ name: 'spec pool', timeout: '200ms' }]);
  });

  it('reads dates as text and 64-bit numbers as numbers where they fit', async () => {
    expect(
      await source.query(`SELECT DATE '2026-03-01' AS d, 7::bigint AS small, 9223372036854775807 AS large`),
    ).toEqual([{ d: '2026-03-01', small: 7, large: '9223372036854775807' }]);
  });

  it('says that the server is away while it is, in the middle of a transaction and before one, and then works again', async () => {
    const db = new Database(source);
    const interrupted = db.transaction(async (tx) => {
      await wire.cut();
      await tx.query('SELECT 1');
    });
    expect(isUnavailable(await interrupted.catch((error: unknown) => error))).toBe(true);
    expect(isUnavailable(await db.query('SELECT 1').catch((error: unknown) => error))).toBe(true);
    await wire.mend();
    expect(await db.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('survives the end of its idle connections, as in a restart of the server', async () => {
    const db = new Database(source);
    await Promise.all([1, 2, 3].map(() => db.query('SELECT 1')));
    await query(
      database.url,
      `SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE application_name = 'spec pool' AND datname = current_database()`,
    );
    const answers = await Promise.all(
      [1, 2, 3, 4].map(() => db.query('SELECT 1 AS one').catch((error: unknown) => error)),
    );
    expect(answers.every((answer) => Array.isArray(answer) || isUnavailable(answer))).toBe(true);
    expect(await db.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('counts a statement that takes too long as unavailable, a wrong one not', async () => {
    const failure = (sql: string): Promise<unknown> => source.query(sql).catch((error: unknown) => error);
    expect(isUnavailable(await failure('SELECT pg_sleep(5)'))).toBe(true);
    expect(isUnavailable(await failure('SELECT nonsense'))).toBe(false);
  });
});

describe('a transaction', () => {
  let database: FreshDatabase;
  let source: DataSource;

  beforeAll(async () => {
    database = await freshDatabase({ migrations: [] });
    await query(
      database.ownerUrl,
      `CREATE TABLE counter (id int PRIMARY KEY, n int NOT NULL); INSERT INTO counter VALUES (1, 0), (2, 0)`,
    );
    source = await connect(
      createDataSource({ url: database.ownerUrl, entities: [], applicationName: 'spec' }),
    );
  });

  afterAll(async () => {
    await source.destroy();
    await database.drop();
  });

  it('runs again whole after a deadlock, so that both who met in it succeed', async () => {
    const db = new Database(source);
    let arrived = 0;
    let open: () => void;
    const bothArrived = new Promise<void>((resolve) => (open = resolve));
    const add = (first: number, second: number): Promise<void> =>
      db.transaction(async (tx) => {
        await tx.query('UPDATE counter SET n = n + 1 WHERE id = $1', [first]);
        if (++arrived === 2) open();
        await bothArrived;
        await tx.query('UPDATE counter SET n = n + 1 WHERE id = $1', [second]);
      });
    await Promise.all([add(1, 2), add(2, 1)]);
    // Three where the second run waits its turn; on a slow machine the two may meet once more, and run once more.
    expect(arrived).toBeGreaterThanOrEqual(3);
    expect(await db.query('SELECT n FROM counter')).toEqual([{ n: 2 }, { n: 2 }]);
  });

  it('calls its hooks after the commit, and never when it rolls back', async () => {
    const db = new Database(source);
    const heard: string[] = [];
    await db.transaction(async (tx) => db.afterCommit(tx, () => heard.push('kept')));
    await db
      .transaction(async (tx) => {
        db.afterCommit(tx, () => heard.push('lost'));
        throw new Error('refused');
      })
      .catch(() => undefined);
    expect(heard).toEqual(['kept']);
  });

  it('runs prepared statements within itself, and sees what they wrote only when it has committed', async () => {
    const db = new Database(source);
    const add = statement('UPDATE counter SET n = n + $2 WHERE id = $1 RETURNING n');
    const read = statement('SELECT n FROM counter WHERE id = $1');
    await db.transaction(async (tx) => {
      expect(await rowsIn(tx, add, [2, 10])).toEqual([{ n: 12 }]);
      expect(await rowsIn(tx, add, [2, 10])).toEqual([{ n: 22 }]);
      expect(await rowsOf(source, read, [2])).toEqual([{ n: 2 }]);
    });
    expect(await rowsOf(source, read, [2])).toEqual([{ n: 22 }]);
  });

  it('reads as one moment, whatever is written between its reads', async () => {
    const db = new Database(source);
    const read = 'SELECT n FROM counter WHERE id = 2';
    const [first, second]: unknown[][] = await db.snapshot(async (tx) => {
      const before = await tx.query<unknown[]>(read);
      await db.query('UPDATE counter SET n = n + 100 WHERE id = 2');
      return [before, await tx.query<unknown[]>(read)];
    });
    expect(second).toEqual(first);
    expect(await db.query(read)).not.toEqual(first);
    await db.query('UPDATE counter SET n = n - 100 WHERE id = 2');
  });

  it('writes several parts together, all of them or, where their condition does not hold, none', async () => {
    const db = new Database(source);
    const into = (table: string) =>
      `INSERT INTO ${table} SELECT id, n FROM json_to_recordset($1) AS t(id int, n int)`;
    await db.query('CREATE TABLE other (LIKE counter)');
    const given = (id: number) => [
      { sql: into('counter'), value: [{ id, n: 7 }] },
      {
        sql: into('other').replace('json', 'jsonb'),
        value: [
          { id, n: 8 },
          { id: id + 1, n: 9 },
        ],
      },
    ];
    const isNew = (id: number) => ({
      sql: 'NOT EXISTS (SELECT 1 FROM counter WHERE id = $1) AND $2',
      values: [id, true],
    });
    const held = (id: number) =>
      db.query('SELECT n FROM counter WHERE id = $1 UNION ALL SELECT n FROM other WHERE id IN ($1, $1 + 1)', [
        id,
      ]);
    const write = (id: number) => db.transaction((tx) => writeTogetherWhere(tx, isNew(id), given(id)));

    expect([await write(50), await write(50), await write(60)]).toEqual([true, false, true]);
    await db.transaction((tx) => writeTogether(tx, given(70)));

    for (const id of [50, 60, 70]) expect(await held(id)).toEqual([{ n: 7 }, { n: 8 }, { n: 9 }]);
    const unheld = [{ sql: 'INSERT INTO counter SELECT $1::int, 0', value: 80 }];
    await expect(db.transaction((tx) => writeTogetherWhere(tx, isNew(80), unheld))).rejects.toThrow(
      'no condition',
    );
    expect(await held(80)).toEqual([]);
  });

  it('lets several parts read rows that were sent once, beside rows of their own', async () => {
    const db = new Database(source);
    await db.query('CREATE TABLE shared_reader (LIKE counter)');
    const shared = {
      name: 'given',
      sql: 'SELECT id, n * $2::int AS n FROM json_to_recordset($1) AS t(id int, n int)',
      values: [JSON.stringify([{ id: 41, n: 2 }]), 10],
    };
    const writes = [
      { sql: 'INSERT INTO shared_reader SELECT id, n FROM given' },
      {
        sql: 'INSERT INTO counter SELECT id, n FROM json_to_recordset($1) AS t(id int, n int)',
        value: [{ id: 42, n: 3 }],
      },
      { sql: 'INSERT INTO counter SELECT id, n + 1 FROM given' },
    ];

    await db.transaction((tx) => writeTogether(tx, writes, shared));

    expect(await db.query('SELECT n FROM shared_reader')).toEqual([{ n: 20 }]);
    expect(await db.query('SELECT n FROM counter WHERE id IN (41, 42) ORDER BY id')).toEqual([
      { n: 21 },
      { n: 3 },
    ]);
  });

  it('writes what comes at the same moment in few statements, and what fails or may not be written by itself', async () => {
    const db = new Database(source);
    const writes = new CombinedWrites(db);
    const sql = 'INSERT INTO counter SELECT id, n FROM json_to_recordset($1) AS t(id int, n int)';
    const condition = (n: number) => ({ sql: '$1::int < $2::int', values: [n, 20] });
    const write = (id: number, n: number): Promise<boolean> =>
      writes.writeWhere(condition(n), [{ sql, value: [{ id, n }] }]);
    const numbers = Array.from({ length: 40 }, (_, place) => place);

    const met = await Promise.allSettled([
      ...numbers.map((n) => write(100 + n, n)),
      ...[1, 1].map((taken) => write(taken, 5)),
    ]);

    expect(met.slice(0, 40)).toEqual(numbers.map((n) => ({ status: 'fulfilled', value: n < 20 })));
    for (const refused of met.slice(40))
      expect(violatedConstraint((refused as PromiseRejectedResult).reason)).toBe('counter_pkey');
    const kept = await db.query<{ n: number }>('SELECT n FROM counter WHERE id >= 100 ORDER BY id');
    expect(kept.map(({ n }) => n)).toEqual(numbers.slice(0, 20));
    const [{ statements }] = (await db.query<{ statements: number }>(
      'SELECT count(DISTINCT xmin::text)::int AS statements FROM counter WHERE id BETWEEN 100 AND 109',
    )) as [{ statements: number }];
    expect(statements).toBeLessThan(10);
  });

  it('that breaks a constraint in a prepared statement says which', async () => {
    const db = new Database(source);
    const broken = db.transaction((tx) => rowsIn(tx, statement('INSERT INTO counter VALUES ($1, 0)'), [1]));
    expect(violatedConstraint(await broken.catch((error: unknown) => error))).toBe('counter_pkey');
    await expect(rowsIn(source.manager, statement('SELECT 1'), [])).rejects.toThrow(
      'needs an open transaction',
    );
  });
});
