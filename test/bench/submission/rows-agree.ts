import type { Place } from '../place/place';

const TABLES = ['application', 'consent', 'audit_entry', 'said_record', 'outbox', 'idempotency_key'];

const counted = (place: Place): Promise<Record<string, number>> =>
  place.asOwner('ctpat', async (client) => {
    const counts = TABLES.map((table) => `(SELECT count(*)::int FROM ${table}) AS ${table}`).join(', ');
    return (await client.query<Record<string, number>>(`SELECT ${counts}`)).rows[0]!;
  });

async function added(place: Place, work: () => Promise<unknown>): Promise<string> {
  const before = await counted(place);
  await work();
  const after = await counted(place);
  return TABLES.map((table) => `${table} ${after[table]! - before[table]!}`).join(', ');
}

/** Throws where the service and the yardstick do not add the same number of rows to the same tables. */
export async function requireSameRows(
  place: Place,
  ours: () => Promise<unknown>,
  reference: () => Promise<unknown>,
): Promise<string> {
  const [own, theirs] = [await added(place, ours), await added(place, reference)];
  if (own !== theirs)
    throw new Error(`The rows of a submission (${own}) are no longer those of the reference (${theirs})`);
  return own;
}
