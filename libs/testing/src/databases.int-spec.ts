import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { freshDatabase } from './databases';

const query = async (url: string, sql: string) => {
  const client = new Client({ connectionString: url });
  await client.connect();
  return client.query(sql).finally(() => client.end());
};

describe('a fresh database', () => {
  let migrations: string[];
  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'migrations-'));
    await writeFile(
      join(folder, '0001_first.sql'),
      'CREATE TABLE thing (id int PRIMARY KEY); CREATE TABLE audit (id int);\n-- append-only: audit\n',
    );
    await writeFile(join(folder, '0002_second.sql'), 'ALTER TABLE thing ADD COLUMN name text;');
    migrations = [folder];
  });

  afterAll(() => rm(migrations[0]!, { recursive: true }));

  it('has every migration, and is empty for each caller, also when many ask at once', async () => {
    const databases = await Promise.all(Array.from({ length: 4 }, () => freshDatabase({ migrations })));
    for (const { url } of databases) {
      await query(url, `INSERT INTO thing VALUES (1, 'a')`);
      expect((await query(url, 'SELECT count(*)::int AS n FROM thing')).rows).toEqual([{ n: 1 }]);
    }
    await Promise.all(databases.map((database) => database.drop()));
  });

  it('gives the runtime role no right to change tables', async () => {
    const database = await freshDatabase({ migrations });
    await expect(query(database.url, 'DROP TABLE thing')).rejects.toThrow(/must be owner/);
    await expect(query(database.url, 'DELETE FROM audit')).rejects.toThrow(/permission denied/);
    await query(database.ownerUrl, 'DROP TABLE thing');
    await database.drop();
  });
});
