import type { ProgramName } from '../../../apps/local/src/programs';
import type { Place } from '../place/place';

/** Open cases of every kind, due over two months, a third of them claimed by one of twenty officers. */
const CASES = `
  INSERT INTO staff_case (id, kind, state, subject_kind, subject_id, facts, opened_at, due_on, assignee, assignee_name)
  SELECT uuidv7(), (ARRAY['DUPLICATE', 'PARKED_MESSAGE', 'SYNC_DRIFT', 'RECOGNITION', 'STATUS_DIVERGENCE'])[1 + n % 5], 'OPEN', 'account',
    'bench ' || n, jsonb_build_object('linked', 'X' || n, 'accounts', '[{"accountNumber":"X1","status":"ANY"}]'::jsonb),
    now() - n * interval '1 second', current_date + (n * 7919 % 60)::int,
    CASE WHEN n % 3 = 0 THEN 'officer' || n % 20 END, CASE WHEN n % 3 = 0 THEN 'Officer ' || n % 20 END
  FROM generate_series(1, $1::int) AS n`;

/** What was done to each: it was opened, and somebody has noted something. */
const HISTORY = `
  INSERT INTO audit_entry (id, at, actor, actor_role, action, subject_kind, subject_id, after)
  SELECT uuidv7(), opened_at, 'system:bench', 'SYSTEM', 'case.opened', 'case', id::text, facts FROM staff_case`;

const COMMENTS = `
  INSERT INTO case_comment (id, case_id, at, author, author_name, text)
  SELECT uuidv7(), id, opened_at, 'officer1', 'Officer 1', 'Looked at the file; waiting for an answer.' FROM staff_case`;

/** Fills the queue of a service by plain SQL. */
export const fillQueue = (place: Place, program: ProgramName, count: number): Promise<void> =>
  place.asOwner(program, async (client) => {
    await client.query(CASES, [count]);
    await client.query(HISTORY);
    await client.query(COMMENTS);
    await client.query('ANALYZE');
  });
