import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import { needsGate } from '../domain/field-ownership';
import { isText, orAbsent, recordOf } from '../domain/record-shape';
import type { NumberedWord } from '../record-sync/record-kind';
import { guardOf, SharedDataGate } from '../record-sync/shared-data-gate';

/** What a restored side asks: what did you last hear me say, of this kind, after this subject? */
export interface EchoQuestion {
  readonly kind: string;
  readonly after?: string;
}

/** B2: what was last heard of the side that asks, and where that alone does not rebuild it, what this side says of the subject. */
export interface Echo {
  readonly subject: string;
  readonly heard?: NumberedWord;
  readonly said?: NumberedWord;
}

export interface EchoAnswer {
  readonly records: readonly Echo[];
  /** Where to go on; absent after the last. */
  readonly next?: string;
}

export const isEchoQuestion = recordOf({ kind: isText, after: orAbsent(isText) });

/** Records of one answer: of forms with their evidence some tens of KB each, far below what a peer reads at once. */
const AT_ONCE = 100;

/** Kinds that cross under a consent and come back all the same, to whom they belong, while that consent stands. */
const GIVEN_BACK: readonly string[] = ['application', 'document', 'validation'];

/** Whether a kind comes back by echo: what crosses under a consent only where the restored side cannot do without. */
export const isEchoed = (kind: string): boolean =>
  kind === 'link' || !needsGate(kind) || GIVEN_BACK.includes(kind);

const word = (row: string): string =>
  `json_build_object('incarnation', ${row}.incarnation, 'seq', ${row}.seq, 'record', ${row}.record)`;

const HEARD = `
  SELECT h.subject, ${word('h')} AS heard FROM heard_record h WHERE h.kind = $1 AND h.subject > $2
  ORDER BY h.subject LIMIT ${AT_ONCE}`;
const HEARD_AND_SAID = `
  SELECT h.subject, ${word('h')} AS heard, CASE WHEN s.subject IS NOT NULL THEN ${word('s')} END AS said
  FROM heard_record h LEFT JOIN said_record s USING (kind, subject)
  WHERE h.kind = $1 AND h.subject > $2 ORDER BY h.subject LIMIT ${AT_ONCE}`;
// Facts only: shared data come with the answer to RESYNC, under the rules of the link.
const LINKS = `
  SELECT l.link_id::text AS subject, json_build_object('incarnation', l.copy->'own'->'incarnation', 'seq', l.copy->'own'->'seq',
    'record', json_build_object('record', l.copy->'own')) AS said
  FROM link l WHERE $1 = 'link' AND l.link_id::text > $2 ORDER BY l.link_id::text LIMIT ${AT_ONCE}`;

const echoesOf = (kind: string): string => {
  if (kind === 'link') return LINKS;
  return GIVEN_BACK.includes(kind) ? HEARD_AND_SAID : HEARD;
};

/** B2 for facts: tells a restored peer what was last heard of it. */
@Injectable()
export class Echoes {
  constructor(
    private readonly db: Database,
    private readonly gate: SharedDataGate,
  ) {}

  async answer({ kind, after = '' }: EchoQuestion): Promise<EchoAnswer> {
    if (!isEchoed(kind)) return { records: [] };
    const rows = (await this.db.query<Echo>(echoesOf(kind), [kind, after])).map(withoutMissing);
    const next = rows.length === AT_ONCE ? rows.at(-1)?.subject : undefined;
    return { records: await this.mayLeave(kind, rows), next };
  }

  /** GATE-2 holds for an echo as for the message that it repeats: without a live consent nothing that needs one crosses. */
  private async mayLeave(kind: string, rows: readonly Echo[]): Promise<readonly Echo[]> {
    if (!GIVEN_BACK.includes(kind) || rows.length === 0) return rows;
    const guarded = rows.map((row) => ({ row, guard: guardOf(kind, row.subject, row.heard?.record) }));
    const isClosed = await this.gate.closed(guarded.map(({ guard }) => guard));
    return guarded.filter(({ guard }) => !isClosed(guard)).map(({ row }) => row);
  }
}

/** The database says null of a word that was never said. */
const withoutMissing = ({ subject, heard, said }: Echo): Echo => ({
  subject,
  ...(heard ? { heard } : {}),
  ...(said ? { said } : {}),
});
