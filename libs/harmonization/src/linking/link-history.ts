import { Injectable } from '@nestjs/common';
import { Clock, dateIn } from '@platform/clock';
import type { Tx } from '@platform/database';
import type { Write } from '@platform/database/write-together';
import { LessThanOrEqual } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import type { ActingParty } from '../audit/audit-log';
import { changesSeen, linkState } from '../domain/link-history';
import type { ProgramProfile } from '../domain/program-profile';
import { InjectProgram } from '../program/program';
import { LinkHistoryEntry } from './link-history.entity';
import type { LinkChange } from './links';

const KEEP = `
  INSERT INTO link_history (id, link_id, at, effective_on, actor, actor_role, reason, changes, state)
  SELECT id, link_id, at, effective_on, actor, actor_role, reason, changes, state
  FROM jsonb_to_recordset($1) AS t(id uuid, link_id uuid, at timestamptz, effective_on date, actor text, actor_role text, reason text,
    changes jsonb, state jsonb)`;

/** The table of link history: its only writer. */
@Injectable()
export class LinkHistory {
  constructor(
    private readonly clock: Clock,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  /** HIST-1, as parts of a statement that several write together; none where nothing shows. */
  keeping(changes: readonly LinkChange[], by: ActingParty): Write[] {
    const rows = changes.flatMap((change) => this.rowOf(change, by));
    return rows.length > 0 ? [{ sql: KEEP, value: rows }] : [];
  }

  /** Everything that was kept of a link, oldest first; with a date, until the end of that date. */
  async until(tx: Tx, linkId: string, asOf?: string): Promise<LinkHistoryEntry[]> {
    const where = asOf ? { linkId, effectiveOn: LessThanOrEqual(asOf) } : { linkId };
    return tx.find(LinkHistoryEntry, { where, order: { id: 'ASC' } });
  }

  private rowOf({ before, after }: LinkChange, by: ActingParty): object[] {
    const state = linkState(after);
    const programs = { self: this.profile.code, peer: this.profile.peer.code };
    const changes = changesSeen(before && linkState(before), state, programs);
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
