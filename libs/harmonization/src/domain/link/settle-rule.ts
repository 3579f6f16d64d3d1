import type { LinkAuditEvent, LinkContext } from './event';
import type { EndReason, LinkCopy, LinkRecord } from './record';

/** Shared data that came with the message now heard; gone once the step is over. */
export interface Incoming<D> {
  readonly data: D;
  readonly version: number;
}

/** What a rule looks at besides the copy. */
export interface Moment<D> {
  readonly context: LinkContext<D>;
  readonly incoming?: Incoming<D>;
}

/** One line of protocol §2 that fires by itself. `then` must make `when` false, or settling would not end. */
export interface SettleRule {
  readonly rule: string;
  readonly event: LinkAuditEvent;
  when<D>(copy: LinkCopy<D>, moment: Moment<D>): boolean;
  then<D>(copy: LinkCopy<D>, moment: Moment<D>): LinkCopy<D>;
}

/** The same copy with some of its own facts changed. */
export const withOwn = <D>(copy: LinkCopy<D>, facts: Partial<LinkRecord>): LinkCopy<D> => ({
  ...copy,
  own: { ...copy.own, ...facts },
});

/** The link is over on this side: the reservation goes, the account is standalone. */
export const ended = <D>(
  copy: LinkCopy<D>,
  endReason: EndReason,
  facts: Partial<LinkRecord> = {},
): LinkCopy<D> => withOwn(copy, { ...facts, phase: 'ENDED', endReason, offered: 0 });
