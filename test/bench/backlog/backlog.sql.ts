/**
 * What the host's service writes for an edit of each of the first $1 carriers, in its form: the account's data, its own record of
 * the link with the next numbers, and the message with its whole state. Committed at once: the backlog of an outage, seen when it is over.
 */
export const EDIT_ALL = `
  WITH edited AS (
    UPDATE account SET version = version + 1, shared = jsonb_set(shared, '{phone}', to_jsonb($2::text))
    WHERE account_number IN (SELECT 'CT' || (10000000 + n) FROM generate_series(1, $1::int) n)
    RETURNING account_number, shared),
  said AS (
    UPDATE link SET changed_at = now(), copy = jsonb_set(copy, '{own}', copy->'own' || jsonb_build_object(
      'seq', (copy->'own'->>'seq')::bigint + 1, 'dataVersion', (copy->'own'->>'dataVersion')::bigint + 1))
    FROM edited WHERE local_account_number = edited.account_number
    RETURNING link_id, copy->'own' AS own, edited.shared),
  numbered AS (SELECT uuidv7() AS id, said.* FROM said ORDER BY link_id)
  INSERT INTO outbox (id, peer, kind, subject, envelope, created_at, next_attempt_at)
  SELECT id, 'PIP', 'link', link_id::text, json_build_object('id', id, 'kind', 'link', 'subject', link_id,
    'incarnation', own->'incarnation', 'seq', own->'seq', 'heardIncarnation', own->'heardIncarnation', 'heardSeq', own->'heardSeq',
    'record', json_build_object('record', own, 'data', shared)), now(), now()
  FROM numbered`;

/** Bytes of the smallest data that a message of the backlog carries. */
export const SMALLEST_DATA = `SELECT min(octet_length((envelope->'record'->'data')::text)) AS bytes FROM outbox WHERE state = 'PENDING'`;

/** By the index of what is pending: a look that scanned the whole outbox would be timed with the delivery that it waits for. */
export const IS_PENDING = `SELECT EXISTS (SELECT FROM outbox WHERE state = 'PENDING' AND peer = $1) AS pending`;

/** How many of the client's first $1 carriers show the edit. */
export const SHOWN = `
  SELECT count(*)::int AS shown FROM account
  WHERE shared->>'phone' = $2 AND account_number IN (SELECT 'PIP' || (1000000 + n) FROM generate_series(1, $1::int) n)`;

/** Neither run pays for what the other has left behind. */
export const TIDY = 'VACUUM (ANALYZE) account, link, outbox, inbox, audit_entry';
