import { Injectable } from '@nestjs/common';
import { Clock, dateIn } from '@platform/clock';
import type { Tx } from '@platform/database';
import type { Write } from '@platform/database/write-together';
import { LessThanOrEqual } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import type { ActingParty } from '../audit/audit-log';
import { changesSeen, linkState, type LinkChangeSeen } from '../domain/link-history';
import type { ProgramProfile } from '../domain/program-profile';
import { InjectProgram } from '../program/program';
import { LinkHistoryEntry } from './link-history.entity';
import type { LinkChange } from './links';

const KEEP = `
  INSERT INTO link_history (id, link_id, at, effective_on, actor, actor_role, reason, changes, state)
  SELECT id, link_id, at, effective_on, actor, actor_role, reason, changes, state
  FROM jsonb_to_recordset($1) AS t(id uuid, link_id uuid, at timestamptz, effective_on date, actor text, actor_role text, reason text,
    changes jsonb, state jsonb)`;

/** The pieces of shared data that a transaction changed at this side, by link. */
export type TouchedFields = ReadonlyMap<string, readonly string[]>;

/** HIST-3: the fields stand with what this side did to the data: the edit, or taking it. */
function withFields(seen: readonly LinkChangeSeen[], fields: readonly string[]): readonly LinkChangeSeen[] {
  if (fields.length === 0) return seen;
  const own = seen.filter(({ side }) => side === 'OWN');
  const change = own.find(({ action }) => DATA_ACTIONS.includes(action)) ?? own[0];
  if (!change) return [...seen, { side: 'OWN', action: 'link.data-taken', fields }];
  return seen.map((one) => (one === change ? { ...one, fields } : one));
}

const DATA_ACTIONS = ['link.edited', 'link.data-taken'];

/** The table of link history: its only writer. */
@Injectable()
export class LinkHistory {
  constructor(
    private readonly clock: Clock,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  /** HIST-1, as parts of a statement that several write together; none where nothing shows. */
  keeping(changes: readonly LinkChange[], by: ActingParty, touched: TouchedFields): Write[] {
    const rows = changes.flatMap((change) => this.rowOf(change, by, touched));
    return rows.length > 0 ? [{ sql: KEEP, value: rows }] : [];
  }

  /** Everything that was kept of a link, oldest first; with a date, until the end of that date. */
  async until(tx: Tx, linkId: string, asOf?: string): Promise<LinkHistoryEntry[]> {
    const where = asOf ? { linkId, effectiveOn: LessThanOrEqual(asOf) } : { linkId };
    return tx.find(LinkHistoryEntry, { where, order: { id: 'ASC' } });
  }

  private rowOf({ before, after }: LinkChange, by: ActingParty, touched: TouchedFields): object[] {
    const state = linkState(after);
    const programs = { self: this.profile.code, peer: this.profile.peer.code };
    const seen = changesSeen(before && linkState(before), state, programs);
    const changes = withFields(seen, touched.get(after.own.linkId) ?? []);
    if (changes.length === 0) return [];
    const at = this.clock.now();
    return [
      {
        id: uuidv7(),
        link_id: after.own.linkId,
        at,
        effective_on: dateIn(this.profile.timeZone, at),
        actor: by.actor,
        actor_role: by.role,
        reason: by.reason,
        changes,
        state,
      },
    ];
  }
}
