import { Client } from 'pg';

const ANNOUNCE = `
  WITH raised AS (UPDATE service_incarnation SET incarnation = incarnation + 1, is_recovering = true, is_hearing = false RETURNING incarnation)
  INSERT INTO audit_entry (id, at, actor, actor_role, action, subject_kind, subject_id, after)
  SELECT gen_random_uuid(), now(), 'operator', 'SYSTEM', 'service.restored', 'service', 'incarnation',
    jsonb_build_object('incarnation', incarnation) FROM raised RETURNING (after->>'incarnation')::int AS incarnation`;

// References given out since the backup are known to the peer: an application with one of them again would be refused there.
const PASS_REFERENCES = `SELECT count(nextval('application_reference_seq')) FROM generate_series(1, 1000)`;
// ID-10: nor may an account be opened under a number that the peer knows as another carrier's, before the peer could be asked.
const PASS_NUMBERS = `SELECT count(nextval('account_number_seq')) FROM generate_series(1, 1000)`;

/**
 * B1: tells a database that a backup was put back into it, before its service starts again. Every link that it holds is frozen
 * until the other side has told what it last heard. Answers the new incarnation; each call raises it, and once too often does no harm.
 */
export async function announceRestore(databaseUrl: string): Promise<number> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ incarnation: number }>(ANNOUNCE);
    await client.query(PASS_REFERENCES);
    await client.query(PASS_NUMBERS);
    return rows[0]?.incarnation ?? 0;
  } finally {
    await client.end();
  }
}
