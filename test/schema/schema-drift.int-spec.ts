import { createDataSource } from '@platform/database/data-source';
import { schemaDrift } from '@platform/database/schema-drift';
import { freshDatabase } from '@testing/databases';
import { CTPAT_PROGRAM } from '../../apps/ctpat/src/ctpat.program';
import { PIP_PROGRAM } from '../../apps/pip/src/pip.program';
import { KERNEL_ENTITIES, migrationsOf } from '@harmonization/start-program';

describe.each([
  ['C-TPAT', CTPAT_PROGRAM],
  ['PIP', PIP_PROGRAM],
])('the %s database', (_name, program) => {
  it('has exactly the columns that the row classes declare', async () => {
    const database = await freshDatabase({ migrations: migrationsOf(program) });
    const source = createDataSource({
      url: database.url,
      entities: KERNEL_ENTITIES,
      applicationName: 'drift',
      poolSize: 1,
    });
    await source.initialize();
    try {
      expect(await schemaDrift(source)).toEqual([]);
    } finally {
      await source.destroy();
      await database.drop();
    }
  });

  it('lets nobody at run time change or delete what is append-only', async () => {
    const database = await freshDatabase({ migrations: migrationsOf(program) });
    const source = createDataSource({
      url: database.url,
      entities: [],
      applicationName: 'audit',
      poolSize: 1,
    });
    await source.initialize();
    try {
      const tables = {
        audit_entry: 'actor',
        account_status_change: 'actor',
        account_date_change: 'actor',
        case_comment: 'author',
        link_history: 'actor',
      };
      for (const [table, who] of Object.entries(tables)) {
        await expect(source.query(`UPDATE ${table} SET ${who} = 'someone else'`)).rejects.toThrow(
          /permission denied/,
        );
        await expect(source.query(`DELETE FROM ${table}`)).rejects.toThrow(/permission denied/);
      }
    } finally {
      await source.destroy();
      await database.drop();
    }
  });

  it('refuses a date of an account that is not there, alone or among others', async () => {
    const database = await freshDatabase({ migrations: migrationsOf(program) });
    const source = createDataSource({
      url: database.url,
      entities: [],
      applicationName: 'dates',
      poolSize: 1,
    });
    await source.initialize();
    const add = (numbers: readonly string[]) =>
      source.query(
        `INSERT INTO account_date_change (id, account_number, name, value, at, actor, source)
         SELECT gen_random_uuid(), n, 'memberSince', '2026-03-02', now(), 'x', 'x' FROM unnest($1::text[]) n`,
        [numbers],
      );
    try {
      await source.query(
        `INSERT INTO account (account_number, line_of_business, status, shared, opened_at) VALUES ('HERE', 'X', 'X', '{}', now())`,
      );
      await add(['HERE']);
      for (const numbers of [['GONE'], ['HERE', 'GONE', 'HERE']])
        await expect(add(numbers)).rejects.toMatchObject({
          driverError: { code: '23503', constraint: 'account_date_change_has_account' },
        });
      expect(await source.query('SELECT count(*)::int AS n FROM account_date_change')).toEqual([{ n: 1 }]);
    } finally {
      await source.destroy();
      await database.drop();
    }
  });
});
