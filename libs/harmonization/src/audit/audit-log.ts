import { Injectable } from '@nestjs/common';
import { Clock } from '@platform/clock';
import type { Tx } from '@platform/database';
import type { Write } from '@platform/database/write-together';
import { correlationId } from '@platform/http/correlation';
import { v7 as uuidv7 } from 'uuid';
import { sameValue } from '../domain/field-ownership/same-value';

/** Who acts: a person (login and the role it acts in), the peer, or a job of this service; and why, where it was asked. */
export interface ActingParty {
  readonly actor: string;
  readonly role: string;
  readonly reason?: string;
}

export const asPeer = (program: string): ActingParty => ({ actor: `peer:${program}`, role: 'PEER' });
export const asSystem = (job: string): ActingParty => ({ actor: `system:${job}`, role: 'SYSTEM' });

export interface AuditFact {
  readonly by: ActingParty;
  readonly action: string;
  readonly subjectKind:
    | 'application'
    | 'account'
    | 'link'
    | 'case'
    | 'validation'
    | 'consent'
    | 'message'
    | 'document'
    | 'login'
    | 'arrangement'
    | 'ownership-request'
    | 'peer'
    | 'retention'
    | 'key'
    | 'reconciliation'
    | 'import'
    | 'match';
  readonly subjectId: string;
  readonly reason?: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** Before and after of a document, reduced to the fields that differ: what did not change needs no second and third copy. */
export function changeOf<T extends object>(before: T, after: T): { before: Partial<T>; after: Partial<T> } {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])] as (keyof T)[];
  const differing = names.filter((name) => !sameValue(before[name], after[name]));
  const only = (values: T) => Object.fromEntries(differing.map((name) => [name, values[name]])) as Partial<T>;
  return { before: only(before), after: only(after) };
}

const APPEND = `
  INSERT INTO audit_entry (id, at, actor, actor_role, action, subject_kind, subject_id, reason, before, after, correlation_id)
  SELECT id, at, actor, actor_role, action, subject_kind, subject_id, reason, before, after, correlation_id
  FROM jsonb_to_recordset($1) AS t(id uuid, at timestamptz, actor text, actor_role text, action text, subject_kind text,
    subject_id text, reason text, before jsonb, after jsonb, correlation_id text)`;

/** Of many facts alike, what is the same in all is sent once. */
const APPEND_ALIKE = `
  INSERT INTO audit_entry (id, at, actor, actor_role, action, subject_kind, subject_id, reason, before, after, correlation_id)
  SELECT t.id, s.at, s.actor, s.actor_role, s.action, s.subject_kind, t.subject_id, t.reason, t.before, t.after, s.correlation_id
  FROM jsonb_to_record($1::jsonb->'same') AS s(at timestamptz, actor text, actor_role text, action text, subject_kind text, correlation_id text),
    jsonb_to_recordset($1::jsonb->'facts') AS t(id uuid, subject_id text, reason text, before jsonb, after jsonb)`;

/** The append-only record of every change. */
@Injectable()
export class AuditLog {
  constructor(private readonly clock: Clock) {}

  /** Adds the facts in one statement, in the transaction of the change they tell of. */
  async append(tx: Tx, facts: readonly AuditFact[]): Promise<void> {
    if (facts.length > 0) await tx.query(APPEND, [JSON.stringify(this.rows(facts))]);
  }

  /** The same as a part of a statement that several write together. */
  appending(facts: readonly AuditFact[]): Write {
    return { sql: APPEND, value: this.rows(facts) };
  }

  /** One action on many things of a kind by one party, as such a part: an import writes thousands of them. */
  appendingAlike(
    { by, action, subjectKind }: Pick<AuditFact, 'by' | 'action' | 'subjectKind'>,
    facts: readonly Pick<AuditFact, 'subjectId' | 'reason' | 'before' | 'after'>[],
  ): Write {
    const same = {
      at: this.clock.now().toISOString(),
      actor: by.actor,
      actor_role: by.role,
      action,
      subject_kind: subjectKind,
      correlation_id: correlationId(),
    };
    const each = facts.map(({ subjectId, reason, before, after }) => ({
      id: uuidv7(),
      subject_id: subjectId,
      reason: reason ?? by.reason,
      before,
      after,
    }));
    return { sql: APPEND_ALIKE, value: { same, facts: each } };
  }

  private rows(facts: readonly AuditFact[]): object[] {
    const at = this.clock.now().toISOString();
    return facts.map(({ by, action, subjectKind, subjectId, reason, before, after }) => ({
      id: uuidv7(),
      at,
      actor: by.actor,
      actor_role: by.role,
      action,
      subject_kind: subjectKind,
      subject_id: subjectId,
      reason: reason ?? by.reason,
      before,
      after,
      correlation_id: correlationId(),
    }));
  }
}
