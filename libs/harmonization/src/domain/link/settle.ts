import type { LinkAudit } from './event';
import type { LinkCopy } from './record';
import { ENDING_RULES, PEER_ENDED_RULES } from './settle-ending';
import { JOINING_RULES, OPENING_RULES } from './settle-opening';
import type { Moment, SettleRule } from './settle-rule';
import { OFFER_RULES, TRANSFER_RULES } from './settle-transfer';

/** The first that applies fires, until none does: an end before all else, what was heard before what I begin. */
const RULES: readonly SettleRule[] = [
  ...PEER_ENDED_RULES,
  ...OPENING_RULES,
  ...JOINING_RULES,
  ...TRANSFER_RULES,
  ...ENDING_RULES,
  ...OFFER_RULES,
];

/** No event fires more than four rules (the protocol model checks it); the bound only keeps a wrong rule from hanging a service. */
const ENOUGH = 16;

export interface Settled<D> {
  readonly copy: LinkCopy<D>;
  readonly audit: readonly LinkAudit[];
}

/** Runs after every local command and every merge; the same copy and moment always settle the same way. */
export function settle<D>(start: LinkCopy<D>, moment: Moment<D>): Settled<D> {
  const audit: LinkAudit[] = [];
  let copy = start;
  while (audit.length < ENOUGH) {
    const settled = copy;
    const next = RULES.find((candidate) => candidate.when(settled, moment));
    if (!next) break;
    copy = next.then(settled, moment);
    audit.push({ event: next.event, linkId: copy.own.linkId, rule: next.rule });
  }
  return { copy, audit };
}
