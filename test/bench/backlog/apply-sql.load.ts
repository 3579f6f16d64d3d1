import { Client } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { closedLoop, type Lane } from '../load/closed-loop';
import type { LoadResult } from '../load/load-task';

/**
 * One transaction a message, straight against the receiving database: the yardstick of a delivered backlog. It writes what the
 * client's service writes of a message that was applied: the inbox row; the replica, which is the account's data and the copy
 * of the link that mirrors the host's record; the audit, of an account only what differs; the client's own record in the
 * outbox. Not the link's history, which it has besides. Fixed: not slower when the service writes more.
 */
export interface ApplySqlTask {
  readonly kind: 'apply-sql';
  readonly databaseUrl: string;
  readonly connections: number;
  readonly seconds: number;
  /** Messages, each for another account. */
  readonly turns: number;
  readonly phone: string;
}

interface Replica {
  readonly accountNumber: string;
  readonly linkId: string;
  readonly data: string;
  readonly phone: string;
  /** Written as it was read: the service goes on from it in its next run. */
  readonly copy: string;
  readonly record: object;
}

const REPLICAS = `
  SELECT a.account_number AS "accountNumber", l.link_id AS "linkId", a.shared::text AS data, a.shared->>'phone' AS phone, l.copy::text AS copy,
    l.copy->'own' AS record
  FROM account a JOIN link l ON l.local_account_number = a.account_number
  WHERE a.account_number IN (SELECT 'PIP' || (1000000 + n) FROM generate_series(1, $1::int) n) ORDER BY 1`;

const named = (name: string, text: string) => ({ name, text });
const INBOX = named(
  'inbox',
  `INSERT INTO inbox (sender, id, kind, subject, received_at) VALUES ('REFERENCE', $1, 'link', $2, $3)`,
);
const LOCK = named('lock', 'SELECT version FROM account WHERE account_number = $1 FOR UPDATE');
const REPLICA = named(
  'replica',
  'UPDATE account SET shared = $2, version = version + 1 WHERE account_number = $1',
);
const MIRROR = named('mirror', 'UPDATE link SET copy = $2, changed_at = $3 WHERE link_id = $1');
const AUDIT = named(
  'audit',
  `INSERT INTO audit_entry (id, at, actor, actor_role, action, subject_kind, subject_id, before, after, correlation_id)
   VALUES ($1, $2, 'peer:CTPAT', 'PEER', 'account.changed', 'account', $3, $4, $5, $6),
     ($7, $2, 'peer:CTPAT', 'PEER', 'link.data-taken', 'link', $8, NULL, $9, $6)`,
);
const OUTBOX = named(
  'outbox',
  `INSERT INTO outbox (id, peer, kind, subject, envelope, created_at, next_attempt_at) VALUES ($1, 'REFERENCE', 'link', $2, $3, $4, $4)`,
);

export async function loadApplySql(task: ApplySqlTask): Promise<LoadResult> {
  const replicas = await replicasOf(task);
  const lanes = await Promise.all(Array.from({ length: task.connections }, () => applyLane(task, replicas)));
  return closedLoop(lanes, task);
}

async function replicasOf({ databaseUrl, turns }: ApplySqlTask): Promise<Replica[]> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query<Replica>(REPLICAS, [turns]);
  await client.end();
  return rows;
}

async function applyLane({ databaseUrl, phone }: ApplySqlTask, replicas: readonly Replica[]): Promise<Lane> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  const once = async (turn: number): Promise<undefined> => apply(client, replicas[turn]!, phone);
  return { once, close: () => client.end() };
}

async function apply(client: Client, replica: Replica, phone: string): Promise<undefined> {
  const { accountNumber, linkId, data, copy } = replica;
  const [id, now] = [uuidv7(), new Date()];
  const changed = data.replace(/"phone": "[^"]*", "website"/, `"phone": "${phone}", "website"`);
  await client.query('BEGIN');
  await client.query({ ...INBOX, values: [id, linkId, now] });
  await client.query({ ...LOCK, values: [accountNumber] });
  await client.query({ ...REPLICA, values: [accountNumber, changed] });
  await client.query({ ...MIRROR, values: [linkId, copy, now] });
  await client.query({ ...AUDIT, values: auditValues(replica, phone, now) });
  await client.query({ ...OUTBOX, values: [id, linkId, JSON.stringify(answerOf(id, replica)), now] });
  await client.query('COMMIT');
  return undefined;
}

function auditValues({ accountNumber, linkId, phone: before }: Replica, phone: string, now: Date): unknown[] {
  const rule = { rule: 'D2', phase: 'ACTIVE', epoch: 1, host: 'CTPAT', endReason: '' };
  return [
    ...[uuidv7(), now, accountNumber, JSON.stringify({ phone: before }), JSON.stringify({ phone }), uuidv7()],
    ...[uuidv7(), linkId, JSON.stringify(rule)],
  ];
}

const answerOf = (id: string, { linkId, record }: Replica) => ({
  id,
  kind: 'link',
  subject: linkId,
  incarnation: 0,
  seq: 9,
  heardIncarnation: 0,
  heardSeq: 9,
  record: { record },
});
