import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import { needsGate } from '../domain/field-ownership';
import { isText, orAbsent, recordOf } from '../domain/record-shape';
import type { Echo } from '../record-sync/conversations';

/** What a restored side asks: what did you last hear me say, of this kind, after this subject? */
export interface EchoQuestion {
  readonly kind: string;
  readonly after?: string;
}

export interface EchoAnswer {
  readonly records: readonly Echo[];
}

export const isEchoQuestion = recordOf({ kind: isText, after: orAbsent(isText) });

/** Records of one answer; at a few KB each it stays far below a megabyte. */
export const ECHOES_AT_ONCE = 100;

const HEARD = `
  SELECT subject, incarnation, seq, record FROM heard_record WHERE kind = $1 AND subject > $2
  ORDER BY subject LIMIT ${ECHOES_AT_ONCE}`;

/** Whether a kind comes back by echo: links have an answer of their own (B2), and what needs a consent does not cross for a restore. */
export const isEchoed = (kind: string): boolean => kind !== 'link' && !needsGate(kind);

/** B2 for facts: tells a restored peer what was last heard of it. */
@Injectable()
export class Echoes {
  constructor(private readonly db: Database) {}

  async answer({ kind, after = '' }: EchoQuestion): Promise<EchoAnswer> {
    return { records: isEchoed(kind) ? await this.db.query<Echo>(HEARD, [kind, after]) : [] };
  }
}
