import { mayTake, taken } from './shared-data';
import { ended, withOwn, type SettleRule } from './settle-rule';
import { isDelinkPending, isGiven, isHost, isPaused, isUndecided } from './token';

/** C6: the peer accepted the proposal. */
const confirm: SettleRule = {
  rule: 'C6',
  event: 'link.confirmed',
  when: ({ own, mirror }) => own.phase === 'PROPOSED' && mirror?.phase === 'DECISIONS_PENDING',
  then: (copy) => withOwn(copy, { phase: 'DECISIONS_PENDING' }),
};

/** H2: the client gave its right away; in a move its snapshot must have come with it, and may be taken. */
const activate: SettleRule = {
  rule: 'H2',
  event: 'link.activated',
  when: (copy, { incoming }) =>
    copy.own.phase === 'DECISIONS_PENDING' &&
    isHost(copy) &&
    copy.mirror?.phase === 'CUTOVER' &&
    !isDelinkPending(copy) &&
    (copy.own.flow !== 'MOVE' || mayTake(copy, incoming)),
  then: (copy, { incoming }) => {
    const active = withOwn(copy, { phase: 'ACTIVE', epoch: 1, vote: 0 });
    return copy.own.flow === 'MOVE' && incoming ? taken(active, incoming) : active;
  },
};

/** H3: handed over, but H2 is not possible: refuse for good; the client's right returns when it hears the end. */
const refuseHandover: SettleRule = {
  rule: 'H3',
  event: 'link.ended',
  when: (copy) => copy.own.phase === 'DECISIONS_PENDING' && isHost(copy) && copy.mirror?.phase === 'CUTOVER',
  then: (copy) => ended(copy, isDelinkPending(copy) ? 'DELINKED' : 'HANDOVER_REFUSED'),
};

/** C7: before anything is given away, one denial ends the link. */
const deny: SettleRule = {
  rule: 'C7',
  event: 'link.ended',
  when: (copy) => isUndecided(copy) && (copy.own.decision === 'DENY' || copy.mirror?.decision === 'DENY'),
  then: (copy) => ended(copy, 'DENIED'),
};

/** C7: so does either side's wish. */
const endUndecided: SettleRule = {
  rule: 'C7',
  event: 'link.ended',
  when: (copy) => isUndecided(copy) && isDelinkPending(copy),
  then: (copy) => ended(copy, 'DELINKED'),
};

/** C7: the headquarters' verification failed, so the host was wrongly designated. */
const endForRehost: SettleRule = {
  rule: 'C7',
  event: 'link.ended',
  when: (copy, { context }) => isUndecided(copy) && context.headquarters === 'FAILED',
  then: (copy) => ended(copy, 'REHOST'),
};

/** H1: everything is decided; the client gives its right to edit away, for the host to take. */
const handOver: SettleRule = {
  rule: 'H1',
  event: 'link.handed-over',
  when: (copy, { context }) =>
    copy.own.phase === 'DECISIONS_PENDING' &&
    !isHost(copy) &&
    copy.mirror?.phase === 'DECISIONS_PENDING' &&
    copy.own.decision === 'APPROVE' &&
    copy.mirror.decision === 'APPROVE' &&
    !isPaused(copy) &&
    !isDelinkPending(copy) &&
    context.headquarters === 'VERIFIED',
  then: (copy) => withOwn(copy, { phase: 'CUTOVER', offered: 1 }),
};

/** H4: the host is active at the offered epoch, or beyond; the client joins where the host is. Data follow by D2. */
const join: SettleRule = {
  rule: 'H4',
  event: 'link.joined',
  when: ({ own, mirror }) =>
    isGiven(own) &&
    mirror !== undefined &&
    (mirror.phase === 'ACTIVE' || isGiven(mirror)) &&
    mirror.epoch >= own.offered,
  then: (copy) =>
    withOwn(copy, {
      phase: 'ACTIVE',
      epoch: copy.mirror?.epoch ?? 0,
      host: copy.mirror?.host ?? copy.peer,
      offered: 0,
      vote: 0,
    }),
};

export const OPENING_RULES = [confirm, activate, refuseHandover, deny, endUndecided, endForRehost, handOver];
export const JOINING_RULES = [join];
