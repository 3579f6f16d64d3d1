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
});
