import type { Client } from 'pg';
import type { ProgramName } from '../../../apps/local/src/programs';
import type { Place } from '../place/place';

/** What one side is called, and what its account is called in the n-th link. */
interface SeededSide {
  readonly code: string;
  readonly account: string;
  readonly status: string;
  readonly wireStatus: string;
}

const SIDES: Readonly<Record<ProgramName, SeededSide>> = {
  ctpat: {
    code: 'CTPAT',
    account: `'CT' || (10000000 + n)`,
    status: 'CERTIFIED_VALIDATED',
    wireStatus: 'ACTIVE_VALIDATED',
  },
  pip: { code: 'PIP', account: `'PIP' || (1000000 + n)`, status: 'MEMBER', wireStatus: 'ACTIVE_VALIDATED' },
};

const LINK_ID = `('019a0000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))`;
const APPLICATION_ID = `('019a0000-0000-7000-9000-' || lpad(to_hex(n), 12, '0'))`;

/** Every shared field that a small highway carrier fills in; one office, one officer, three answers on security. */
const SHARED = `format('{"legalName":"Carrier number %1$s Incorporated","ownerType":"CORPORATION","phone":"+17165550100","addresses":[{"type":"HEADQUARTERS",
  "street":"%1$s Main Street","city":"Buffalo","region":"US-NY","postalCode":"14201","country":"US","staffed":true}],"contacts":[{"name":"Jane Doe",
  "title":"Director of security","email":"jane@carrier%1$s.example.com","phone":"+17165550100","isCompanyOfficer":true,"isPrimaryContact":true}],
  "identifiers":{"scac":"ABCD","usdot":"%2$s","canadianCarrierCode":"AB12","carmRegistered":true},"securityProfile":[{"criterion":"1.1",
  "answer":"Yes, by written policy"},{"criterion":"2.1","answer":"Assessed every year"},{"criterion":"4.1","answer":"Yes"}]}', n, 20000000 + n)::jsonb`;

const recordOf = (self: SeededSide, peer: SeededSide): string =>
  `format('{"linkId":"%s","proposer":"CTPAT","accountNumber":"%s","peerAccountNumber":"%s","applicationId":"%s","flow":"KEEP","incarnation":0,
  "seq":4,"phase":"ACTIVE","epoch":1,"host":"CTPAT","offered":0,"decision":"APPROVE","pauses":[],"vote":0,"refused":0,"wantEnd":"","endReason":"",
  "blockedBy":"","heardIncarnation":0,"heardSeq":4,"dataVersion":1}', ${LINK_ID}, ${self.account}, ${peer.account}, ${APPLICATION_ID})`;

const factsOf = ({ code, account, status, wireStatus }: SeededSide): string =>
  `format('{"accountNumber":"%s","program":"${code}","status":"${status}","wireStatus":"${wireStatus}","statusSince":"2026-03-02",
  "verifications":{"headquarters":{"outcome":"VERIFIED","on":"2026-03-02"}}}', ${account})::jsonb`;

const RANGE = `FROM generate_series($1::int, $2::int) n`;

function statementsOf(self: SeededSide, peer: SeededSide): string[] {
  const role = self.code === 'CTPAT' ? 'HOST' : 'CLIENT';
  const copy = `('{"self":"${self.code}","peer":"${peer.code}","openedAt":"2026-03-02T12:00:00.000Z","own":' || ${recordOf(self, peer)}
    || ',"mirror":' || ${recordOf(peer, self)} || '}')::jsonb`;
  return [
    `INSERT INTO account (account_number, line_of_business, record_role, status, shared, usdot, canadian_carrier_code, opened_at)
     SELECT ${self.account}, 'HIGHWAY_CARRIER', '${role}', '${self.status}', ${SHARED}, (20000000 + n)::text, 'AB12', now() ${RANGE}`,
    `INSERT INTO link (link_id, local_account_number, peer_account_number, application_id, phase, host, epoch, live, copy, proposed_at, changed_at)
     SELECT ${LINK_ID}::uuid, ${self.account}, ${peer.account}, ${APPLICATION_ID}::uuid, 'ACTIVE', 'CTPAT', 1, true, ${copy}, now(), now() ${RANGE}`,
    `INSERT INTO said_record (kind, subject, incarnation, seq, record) SELECT 'account', ${LINK_ID}, 0, 3, ${factsOf(self)} ${RANGE}`,
    `INSERT INTO heard_record (kind, subject, incarnation, seq, record) SELECT 'account', ${LINK_ID}, 0, 3, ${factsOf(peer)} ${RANGE}`,
    `INSERT INTO consent (id, account_number, scope, text_version, language, fields, given_by, given_at)
     SELECT ${LINK_ID}::uuid, ${self.account}, 'HARMONIZATION_SHARE', '2026-01', 'en', '[]', 'seed', now() ${RANGE}`,
  ];
}

async function seedSide(client: Client, program: ProgramName, from: number, to: number): Promise<void> {
  const [self, peer] = program === 'ctpat' ? [SIDES.ctpat, SIDES.pip] : [SIDES.pip, SIDES.ctpat];
  for (const statement of statementsOf(self, peer)) await client.query(statement, [from, to]);
  await client.query('VACUUM ANALYZE');
  await client.query('CHECKPOINT').catch(() => undefined);
}

/** Links from the n-th to the m-th on both sides, active and in agreement, straight into the tables. */
export async function seedLinks(place: Place, from: number, to: number): Promise<void> {
  await Promise.all(
    (['ctpat', 'pip'] as const).map((program) =>
      place.asOwner(program, (client) => seedSide(client, program, from, to)),
    ),
  );
}

/** Bytes of the rows of one link at the client, and of its shared data. */
export async function bytesOfOneLink(place: Place): Promise<{ rows: number; shared: number }> {
  return place.asOwner('pip', async (client) => {
    const { rows } = await client.query<{ rows: number; shared: number }>(
      `SELECT (avg(pg_column_size(l.*)) + avg(pg_column_size(a.*)))::int AS rows, avg(length(a.shared::text))::int AS shared
       FROM (SELECT * FROM link LIMIT 1000) l JOIN account a ON a.account_number = l.local_account_number`,
    );
    return rows[0]!;
  });
}

/** The n-th of so many links that a bench changes, spread over all. */
const CHANGED = `link_id IN (SELECT ${LINK_ID}::uuid FROM (SELECT (place * $1::int / 100 + $2::int) AS n FROM generate_series($3::int, $4::int) place) x)`;

/** A hundred differences by hand at the client: forty in shared data, thirty in what it heard of the host's link, thirty in the host's facts. */
export async function changeByHand(place: Place, links: number, round: number): Promise<void> {
  const where = (from: number, to: number): [string, unknown[]] => [CHANGED, [links, 1 + round, from, to]];
  await place.asOwner('pip', async (client) => {
    const [data, dataValues] = where(0, 39);
    await client.query(
      `UPDATE account SET shared = jsonb_set(shared, '{addresses,0,street}', '"By hand ${round}"')
       WHERE account_number IN (SELECT local_account_number FROM link WHERE ${data})`,
      dataValues,
    );
    const [mirror, mirrorValues] = where(40, 69);
    await client.query(
      `UPDATE link SET copy = jsonb_set(copy, '{mirror,decision}', '"DENY"') WHERE ${mirror}`,
      mirrorValues,
    );
    const [facts, factsValues] = where(70, 99);
    await client.query(
      `UPDATE heard_record SET record = jsonb_set(record, '{status}', '"BY_HAND"') WHERE kind = 'account'
       AND subject IN (SELECT link_id::text FROM link WHERE ${facts})`,
      factsValues,
    );
  });
}
