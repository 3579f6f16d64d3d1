import {
  CLOSED_APPLICATION_STATES,
  type ApplicationRecord,
  type ApplicationState,
  type CarrierStanding,
  type ProgramDecision,
} from './application-record';
import type { HostDetermination } from './host-assignment';

/** Everything that decides where an application stands: this side's own facts and the peer's record as last heard. */
export interface ApplicationFacts {
  readonly state: ApplicationState;
  readonly isEntry: boolean;
  /** An application for one program only: the other is never asked. */
  readonly standalone: boolean;
  readonly standing: CarrierStanding;
  readonly heard?: ApplicationRecord;
  /** The lowest id among this side's other open applications of the same carrier, if it is lower than this one's. */
  readonly survivingTwin?: string;
  /** Control is shown of the membership here / at the peer. */
  readonly proofHere: boolean;
  readonly proofThere: boolean;
  /** The carrier says that it is a member at the peer, and whether its code has been answered. */
  readonly peerMembership?: { readonly outcome: 'ASKED' | 'MATCH' | 'NO_MATCH' };
  /** What the rules, or both programs' officers, say of the host; only the entry side works it out. */
  readonly determination?: HostDetermination;
  readonly decision?: ProgramDecision;
  readonly infoRequested: boolean;
  /** `askedAt` of the peer's request for information that the carrier has answered here. */
  readonly infoAnswered?: string;
}

export interface ApplicationSettlement {
  readonly state: ApplicationState;
  readonly determination?: HostDetermination;
  readonly supersededBy?: string;
}

type Rule = (facts: ApplicationFacts) => ApplicationSettlement | undefined;

const to = (
  state: ApplicationState,
  rest: Omit<ApplicationSettlement, 'state'> = {},
): ApplicationSettlement => ({ state, ...rest });

/** APP-1: a closed application stays as it is. */
const closedStays: Rule = ({ state }) => (CLOSED_APPLICATION_STATES.includes(state) ? to(state) : undefined);

/** APP-2: of two open applications for one carrier the lower id survives, on both sides. */
const lowerTwinSurvives: Rule = ({ survivingTwin, heard }) => {
  const survivor = survivingTwin ?? heard?.supersededBy;
  return survivor ? to('SUPERSEDED', { supersededBy: survivor }) : undefined;
};

/** APP-3: what the peer has closed without deciding is closed here too. */
const peerClosed: Rule = ({ heard }) =>
  heard && heard.state !== 'DECIDED' && CLOSED_APPLICATION_STATES.includes(heard.state)
    ? to(heard.state)
    : undefined;

/** APP-4: the carrier is answered at once; nothing moves before the other program has answered too. */
const awaitsPeer: Rule = ({ standalone, heard, peerMembership }) =>
  !standalone && (!heard || peerMembership?.outcome === 'ASKED') ? to('SUBMITTED') : undefined;

/** Once in review, what the review itself brings about (an account, a membership, a link) asks nothing again. */
export const isUnderReview = (state: ApplicationState): boolean =>
  state === 'IN_REVIEW' || state === 'INFO_REQUESTED';

/** APP-5 (R0): a carrier whose account has a live link at either program cannot apply again. */
const alreadyLinked: Rule = ({ isEntry, state, standing, heard }) =>
  isEntry && !isUnderReview(state) && (standing.linked || heard?.standing.linked) ? to('REFUSED') : undefined;

/** APP-6: no membership is used before control of it is proven. */
const proofMissing: Rule = (facts) => {
  if (!facts.isEntry || isUnderReview(facts.state)) return undefined;
  const missingHere = facts.standing.member && !facts.proofHere;
  const claimed = facts.peerMembership !== undefined;
  const missingThere = facts.heard?.standing.member ? !facts.proofThere : claimed;
  return missingHere || missingThere ? to('PROOF_NEEDED') : undefined;
};

/** APP-7: the side that did not take the application follows the entry side's word until the host is fixed. */
const followsEntry: Rule = ({ isEntry, standalone, heard }) =>
  !isEntry && !standalone && heard && heard.determination?.result !== 'HOST'
    ? to(heard.state, { determination: heard.determination })
    : undefined;

/** APP-8: what the rules leave to staff waits for staff; what they hold is held. */
const waitsForHost: Rule = ({ determination, standalone }) => {
  if (standalone || determination?.result === 'HOST') return undefined;
  if (determination?.result === 'REFUSED') return to('REFUSED', { determination });
  return to(determination?.result === 'HELD' ? 'HELD' : 'PENDING_STAFF', { determination });
};

/** APP-9: each program decides for itself; the application is decided when all of them have. */
const decided: Rule = ({ decision, heard, standalone, determination }) =>
  decision && (standalone || heard?.decision) ? to('DECIDED', { determination }) : undefined;

/** A request for information that the other side has not yet been told the answer of. */
export const isUnanswered = (
  asked: ApplicationRecord['infoRequest'],
  answered: string | undefined,
): boolean => asked !== undefined && asked.askedAt !== answered;

/** APP-10: while either program asks for information the carrier may change the form. */
const infoAsked: Rule = ({ infoRequested, infoAnswered, heard, determination }) =>
  infoRequested || isUnanswered(heard?.infoRequest, infoAnswered)
    ? to('INFO_REQUESTED', { determination })
    : undefined;

/** What is asked before the host: until none of these speaks, what the peer has said of the carrier may be half of it. */
const BEFORE_HOST: readonly Rule[] = [
  closedStays,
  lowerTwinSurvives,
  peerClosed,
  awaitsPeer,
  alreadyLinked,
  proofMissing,
  followsEntry,
];

const RULES: readonly Rule[] = [...BEFORE_HOST, waitsForHost, decided, infoAsked];

/**
 * APP-8: whether the entry side works out the host now. Not before every answer is in and control is proven: a program that
 * finds its member by the code alone says "no member here" until it has heard the code.
 */
export const isHostDue = (facts: ApplicationFacts): boolean =>
  facts.isEntry &&
  !facts.standalone &&
  facts.heard !== undefined &&
  BEFORE_HOST.every((rule) => rule(facts) === undefined);

/** APP-1…APP-10: where an application stands, from both sides' facts; the first rule that speaks wins, else it is in review. */
export function settleApplication(given: ApplicationFacts): ApplicationSettlement {
  const facts =
    given.isEntry || given.standalone ? given : { ...given, determination: given.heard?.determination };
  for (const rule of RULES) {
    const settled = rule(facts);
    if (settled) return settled;
  }
  return to('IN_REVIEW', { determination: facts.determination });
}
