import { Injectable } from '@nestjs/common';
import { HELD, type LeavingMessage } from '@messaging/inbox';
import type { Envelope } from '@peer-contract/envelope';
import { Clock, dateIn } from '@platform/clock';
import { Database } from '@platform/database';
import { rowsOf, statement } from '@platform/database/statement';
import { isOpenApplication, type ApplicationState } from '../domain/application-record';
import { needsGate } from '../domain/field-ownership';
import type { LinkMessage } from '../domain/link/record';
import type { ProgramProfile } from '../domain/program-profile';
import { InjectProgram } from '../program/program';

// Whose consent is needed: the link's account's, the validated account's, or the application's own; it may have been given again since for
// the account that the application has opened. One that has no consent at all may not leave with data of a link; an application is sent
// under the consent that stands on it.
const CLOSED = statement(`
  WITH leaving AS (
    SELECT m.kind, m.subject, coalesce(l.local_account_number, v.account_number, a.account_number) AS account_number,
      CASE WHEN m.kind = 'application' THEN m.subject::uuid END AS application_id
    FROM unnest($1::text[], $2::text[]) AS m(kind, subject)
      LEFT JOIN link l ON l.link_id = CASE WHEN m.kind IN ('link', 'differences') THEN m.subject::uuid END
      LEFT JOIN validation v ON v.id = CASE WHEN m.kind = 'validation' THEN m.subject::uuid END
      LEFT JOIN application a ON a.id = CASE WHEN m.kind = 'application' THEN m.subject::uuid END),
  consents AS (
    SELECT s.kind, s.subject, bool_or(c.withdrawn_at IS NULL) AS live
    FROM leaving s JOIN consent c ON c.scope = 'HARMONIZATION_SHARE'
      AND (c.account_number = s.account_number OR c.application_id = s.application_id)
    GROUP BY s.kind, s.subject)
  SELECT s.kind, s.subject FROM leaving s LEFT JOIN consents c USING (kind, subject)
  WHERE NOT coalesce(c.live, s.kind <> 'link')
    OR NOT EXISTS (SELECT 1 FROM arrangement WHERE peer = $3 AND effective_from <= $4 AND (effective_to IS NULL OR effective_to >= $4))`);

/** Link records cross always; what may carry shared data comes to the gate. */
const mayCarryData = ({ kind, json }: LeavingMessage): boolean =>
  kind !== 'link' || json.includes('"data":{');

/** GATE-3: by kind, the words that something is over: they bring nothing new of the carrier, and cross without a consent. */
const TELLS_AN_END: Readonly<Record<string, (record: Record<string, unknown>) => boolean>> = {
  document: ({ shared }) => shared === false,
  differences: ({ shared }) => shared === undefined,
  application: ({ state, form, memberData }) =>
    !isOpenApplication(state as ApplicationState) && form === undefined && memberData === undefined,
};

const tellsAnEnd = ({ kind, json }: LeavingMessage): boolean => TELLS_AN_END[kind]?.(recordIn(json)) ?? false;

const recordIn = (json: string): Record<string, unknown> =>
  (JSON.parse(json) as Envelope).record as unknown as Record<string, unknown>;

/** What the consent is asked of: a thing whose record says so crosses under its link. */
export interface Guard {
  readonly kind: string;
  readonly subject: string;
}

/** Kinds whose subjects are ids of their own: their records name the link. */
const NAMES_ITS_LINK: readonly string[] = ['document', 'edit-draft'];

/** Of a record that was forgotten nothing is told: no link has this id, and so no consent. */
const NO_LINK = '00000000-0000-0000-0000-000000000000';

export const guardOf = (kind: string, subject: string, record: { linkId?: unknown } | undefined): Guard =>
  NAMES_ITS_LINK.includes(kind)
    ? { kind: 'link', subject: typeof record?.linkId === 'string' ? record.linkId : NO_LINK }
    : { kind, subject };

const nameOf = ({ kind, subject }: Guard): string => `${kind}/${subject}`;

const guardOfMessage = ({ kind, subject, json }: LeavingMessage): Guard =>
  guardOf(kind, subject, NAMES_ITS_LINK.includes(kind) ? recordIn(json) : undefined);

/**
 * GATE-2: no shared data leaves without a live arrangement and a live consent (ground rule 5), as both stand when it leaves. A
 * link record then goes without its data, as it would have been said under a pause (D1); anything else that needs the consent waits,
 * until it may leave or, once its link or application is over, is given up (GATE-3).
 */
@Injectable()
export class SharedDataGate {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  /** By message id: the text that leaves instead, or `HELD`. */
  async check(messages: readonly LeavingMessage[]): Promise<ReadonlyMap<string, string>> {
    const gated = messages
      .filter((message) => needsGate(message.kind) && mayCarryData(message))
      .map((message) => ({ message, guard: guardOfMessage(message) }));
    if (gated.length === 0) return new Map();
    const isClosed = await this.closed(gated.map(({ guard }) => guard));
    return new Map(
      gated
        .filter(({ message, guard }) => isClosed(guard) && !tellsAnEnd(message))
        .map(({ message }) => [message.id, message.kind === 'link' ? withoutData(message.json) : HELD]),
    );
  }

  /** Tells of each of these whether nothing of it may cross now. */
  async closed(guards: readonly Guard[]): Promise<(guard: Guard) => boolean> {
    const rows = await rowsOf<Guard>(this.db.source, CLOSED, [
      guards.map(({ kind }) => kind),
      guards.map(({ subject }) => subject),
      this.profile.peer.code,
      dateIn(this.profile.timeZone, this.clock.now()),
    ]);
    const closed = new Set(rows.map(nameOf));
    return (guard) => closed.has(nameOf(guard));
  }
}

function withoutData(json: string): string {
  const envelope = JSON.parse(json) as Envelope;
  const { data: _closed, ...message } = envelope.record as unknown as LinkMessage<unknown>;
  return JSON.stringify({ ...envelope, record: message });
}
