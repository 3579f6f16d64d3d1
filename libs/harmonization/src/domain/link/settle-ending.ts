import type { LinkContext } from './event';
import type { LinkCopy, LinkRecord } from './record';
import { mayTake, taken } from './shared-data';
import { ended, withOwn, type Moment, type SettleRule } from './settle-rule';
import { holdsToken, isBound, isDelinkPending, isDisputeUpheld, isLive, isPaused } from './token';

/** The data at the end stay with the link, because the account goes on and the peer may ask again. */
const withFinalCopy = <D>(copy: LinkCopy<D>): LinkCopy<D> =>
  copy.own.epoch === 0 || copy.own.dataVersion === 0 || isDisputeUpheld(copy)
    ? copy
    : { ...copy, final: copy.data };

/**
 * "Not my company" was upheld: who ever took the other's data deletes them and has its own former values again: the client, and after a
 * host change both sides (DISP-3).
 */
const withOwnValues = <D>(copy: LinkCopy<D>): LinkCopy<D> => {
  const { archive, final: _given, ...rest } = copy;
  return archive === undefined ? rest : { ...rest, data: archive, own: { ...copy.own, dataVersion: 0 } };
};

/** What an ended link leaves: the final copy, or after an upheld dispute each side's own values. */
export const atRest = <D>(copy: LinkCopy<D>): LinkCopy<D> =>
  isDisputeUpheld(copy) ? withOwnValues(copy) : withFinalCopy(copy);

/** The peer ended a link that was active at its host. */
const endedActive = (mirror: LinkRecord | undefined): mirror is LinkRecord =>
  mirror?.phase === 'ENDED' && mirror.epoch > 0;

/** T2: the final copy exists and can still cross: wait for it. A pause on either side ends the wait. */
const awaitsFinalCopy = <D>(copy: LinkCopy<D>, { incoming }: Moment<D>): boolean =>
  isBound(copy) &&
  endedActive(copy.mirror) &&
  copy.mirror.host !== copy.self &&
  copy.mirror.dataVersion > copy.own.dataVersion &&
  incoming === undefined &&
  !isPaused(copy) &&
  !isDisputeUpheld(copy);

const wish = ({ own, mirror }: LinkCopy<unknown>) => own.wantEnd || mirror?.wantEnd || 'CHOICE';

/** T2: the peer ended without the final copy: say so, edit nothing, wait. */
const awaitFinalCopy: SettleRule = {
  rule: 'T2',
  event: 'link.end-requested',
  when: (copy, moment) => awaitsFinalCopy(copy, moment) && copy.own.wantEnd === '',
  then: (copy) => withOwn(copy, { wantEnd: wish(copy) }),
};

const takesFinalCopy = <D>(copy: LinkCopy<D>, { incoming }: Moment<D>): boolean =>
  isBound(copy) && endedActive(copy.mirror) && mayTake(copy, incoming) && !isDisputeUpheld(copy);

/** The epoch and host at which the link ended are the later ones of both records. */
const lastEpoch = ({ own, mirror }: LinkCopy<unknown>): Partial<LinkRecord> =>
  mirror && mirror.epoch > own.epoch ? { epoch: mirror.epoch, host: mirror.host } : {};

/** T1: the peer ended the link; so does this side, with the final copy if there is one, its own account standalone. */
const endWithPeer: SettleRule = {
  rule: 'T1',
  event: 'link.ended',
  when: (copy, moment) => isLive(copy) && copy.mirror?.phase === 'ENDED' && !awaitsFinalCopy(copy, moment),
  then: (copy, moment) => {
    const { mirror } = copy;
    // First where it ended: who gave its right away and hears of the new host by its end takes the other's data for the first time.
    const informed = withOwn(copy, { ...lastEpoch(copy), blockedBy: mirror?.blockedBy ?? '' });
    const { incoming } = moment;
    const last = takesFinalCopy(copy, moment) && incoming ? taken(informed, incoming) : informed;
    return atRest(ended(last, mirror?.endReason || 'DELINKED'));
  },
};

/** E2: only the holder of the right to edit ends a bound link, and whoever receives it while a wish stands does so. */
const endAsHolder: SettleRule = {
  rule: 'E2',
  event: 'link.ended',
  when: (copy) => copy.own.phase === 'ACTIVE' && holdsToken(copy) && isDelinkPending(copy),
  then: (copy) => atRest(ended(copy, 'DELINKED')),
};

const leftData = ({ archive, final }: LinkCopy<unknown>): boolean =>
  archive !== undefined || final !== undefined;

/** The account is in another live link by now: its values are that link's, not this one's to give back. */
const isTakenAgain = ({ own }: LinkCopy<unknown>, { conflicts }: LinkContext<unknown>): boolean =>
  conflicts.some((other) => isLive(other) && other.own.accountNumber === own.accountNumber);

/** T1, DISP-3: the link had ended otherwise when the dispute was upheld, or heard to be: the end stays, what it left goes. */
const returnValues: SettleRule = {
  rule: 'T1',
  event: 'link.values-returned',
  when: (copy, { context }) =>
    !isLive(copy) && isDisputeUpheld(copy) && leftData(copy) && !isTakenAgain(copy, context),
  then: withOwnValues,
};

export const PEER_ENDED_RULES = [awaitFinalCopy, endWithPeer, returnValues];
export const ENDING_RULES = [endAsHolder];
