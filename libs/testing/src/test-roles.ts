import { Client } from 'pg';

/** One owner and one runtime role serve every test database; the launcher makes a pair for each service. */
export const TEST_OWNER = 'harmonization_owner';
export const TEST_RUNTIME = 'harmonization_runtime';
export const TEST_PASSWORD = 'test';

export async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Roles are of the server, not of a database: the global setup makes them once. */
export const makeTestRoles = (url: string): Promise<void> =>
  withClient(url, async (admin) => {
    for (const role of [TEST_OWNER, TEST_RUNTIME]) {
      const { rowCount } = await admin.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role]);
      if (rowCount === 0) await admin.query(`CREATE ROLE ${role} LOGIN PASSWORD '${TEST_PASSWORD}'`);
    }
  });
