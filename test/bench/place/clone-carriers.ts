import type { Client } from 'pg';
import type { ProgramName } from '../../../apps/local/src/programs';
import type { LinkedCarrier } from './play-one-flow';
import type { Place, Say } from './place';

/**
 * What one linked carrier has in each database. Everything there belongs to it: it is the only one that was ever played.
 * `true`: the row has an id of its own that nothing refers to.
 */
const TABLES: Readonly<Record<string, boolean>> = {
  account: false,
  account_status_change: true,
  account_date_change: true,
  account_access: true,
  account_verification: false,
  application: false,
  consent: true,
  validation: false,
  said_record: false,
  heard_record: false,
  link: false,
};

/** How text of the original becomes text of the n-th clone: `with` is SQL over the number `n`. */
interface Replacement {
  readonly text: string;
  readonly with: string;
}

/** Account numbers of clones, far above those that the services give. */
export const numberOfClone = {
  ctpat: (n: number): string => `CT${10_000_000 + n}`,
  pip: (n: number): string => `PIP${1_000_000 + n}`,
};

/** Who may act on the n-th clone, at either service. */
export const officerOfClone = (n: number, program: ProgramName): { login: string; email: string } => ({
  login: `carrier${n}@${program}`,
  email: `officer@carrier${n}.example.com`,
});

interface Original {
  readonly applicant: string;
  readonly officer: string;
  readonly domain: string;
  readonly usdot: string;
  readonly canadianCarrierCode: string;
  readonly reference: string;
  readonly validations: readonly string[];
}

const ORIGINAL = `
  SELECT a.applicant, a.usdot, a.canadian_carrier_code AS "canadianCarrierCode", a.reference,
    (SELECT x.email FROM account_access x WHERE x.email IS NOT NULL) AS officer,
    (SELECT split_part(x.email, '@', 2) FROM account_access x WHERE x.email IS NOT NULL) AS domain,
    (SELECT coalesce(array_agg(v.id::text), '{}') FROM validation v) AS validations
  FROM application a`;

/** The same in both databases, so that what one service says of a clone is about the other's clone of the same number. */
function replacementsFor(carrier: LinkedCarrier, original: Original): Replacement[] {
  const ids = [carrier.linkId, carrier.applicationId, ...original.validations];
  return [
    ...ids.map((text) => ({ text, with: `'${text.slice(0, 24)}' || lpad(to_hex(n), 12, '0')` })),
    { text: carrier.ctpat, with: `'CT' || (10000000 + n)` },
    { text: carrier.pip, with: `'PIP' || (1000000 + n)` },
    { text: original.applicant, with: `'carrier' || n || '@ctpat'` },
    { text: original.officer, with: `'officer@carrier' || n || '.example.com'` },
    { text: original.domain, with: `'carrier' || n || '.example.com'` },
    { text: original.usdot, with: `(20000000 + n)::text` },
    { text: `"${original.canadianCarrierCode}"`, with: `'"' || lpad(upper(to_hex(n)), 4, '0') || '"'` },
    { text: original.reference, with: `'HA-B-2026-' || n` },
  ];
}

/** What can be written of a table: derived columns come by themselves. */
async function columnsOf(client: Client, table: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT quote_ident(attname) AS name FROM pg_attribute
     WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum`,
    [table],
  );
  return rows.map(({ name }) => name);
}

interface Cloned {
  readonly table: string;
  readonly hasOwnId: boolean;
  readonly columns: readonly string[];
}

function cloneStatement({ table, hasOwnId, columns }: Cloned, replacements: readonly Replacement[]): string {
  const replaced = replacements.reduce(
    (sql, { text, with: by }) => `replace(${sql}, '${text}', ${by})`,
    'to_jsonb(o)::text',
  );
  const ownId = hasOwnId ? ` || jsonb_build_object('id', uuidv7())` : '';
  const ofClone = columns.map((column) => `r.${column}`).join(', ');
  return `INSERT INTO ${table} (${columns.join(', ')}) SELECT ${ofClone} FROM generate_series($1::int, $2::int) n, original_${table} o,
    LATERAL jsonb_populate_record(NULL::${table}, (${replaced})::jsonb${ownId}) r`;
}

async function cloneIn(client: Client, replacements: readonly Replacement[], count: number): Promise<void> {
  await client.query('BEGIN');
  for (const [table, hasOwnId] of Object.entries(TABLES)) {
    await client.query(`CREATE TEMP TABLE original_${table} ON COMMIT DROP AS TABLE ${table}`);
    const columns = await columnsOf(client, table);
    await client.query(cloneStatement({ table, hasOwnId, columns }, replacements), [1, count]);
  }
  await client.query('COMMIT');
  await client.query('VACUUM ANALYZE');
}

/** Makes that many linked carriers of the one that was played, in both databases: accounts, histories, applications, copies of the link. */
export async function cloneCarrier(
  place: Place,
  carrier: LinkedCarrier,
  count: number,
  say: Say,
): Promise<void> {
  const original = await place.asOwner(
    'ctpat',
    async (client) => (await client.query<Original>(ORIGINAL)).rows[0]!,
  );
  const replacements = replacementsFor(carrier, original);
  await Promise.all(
    (['ctpat', 'pip'] as const).map((program) =>
      place.asOwner(program, (client) => cloneIn(client, replacements, count)),
    ),
  );
  say(`${count} linked carriers in each database`);
}
