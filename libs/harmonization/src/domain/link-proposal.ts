import { isUnderReview } from './application-settlement';
import type { ApplicationRecord, ApplicationState } from './application-record';
import type { ProposeLink } from './link/event';

/** What decides whether this side proposes a link: its own view of the application, and the peer's words. */
export interface ProposalFacts {
  readonly self: string;
  readonly applicationId: string;
  readonly isEntry: boolean;
  readonly state: ApplicationState;
  readonly accountNumber?: string;
  readonly progress: Pick<
    ApplicationRecord,
    'determination' | 'scenario' | 'decision' | 'headquarters' | 'linksActiveMembers'
  > & {
    readonly blockedBy?: string;
  };
  readonly heard: ApplicationRecord;
}

export type Proposal = Omit<ProposeLink, 'linkId'>;

const isOpen = (state: ApplicationState): boolean => isUnderReview(state) || state === 'DECIDED';

/** Nothing stands in the way: no other link, no failed check of the headquarters, no denial by either program. */
const isUnhindered = ({ progress, heard }: ProposalFacts): boolean =>
  progress.blockedBy === undefined &&
  [progress, heard].every(
    ({ headquarters, decision }) => headquarters !== 'FAILED' && decision?.outcome !== 'DENIED',
  );

/**
 * LNK-2: the designated host proposes as soon as it knows both account numbers; in scenario 4 the side at which the code was
 * redeemed. Answers the terms of the proposal, or undefined while this side has nothing to propose.
 */
export function proposalOf(facts: ProposalFacts): Proposal | undefined {
  const { progress, heard, accountNumber, applicationId } = facts;
  const { determination, scenario } = progress;
  const host = determination?.result === 'HOST' ? determination.host : undefined;
  const isProposer = progress.linksActiveMembers ? facts.isEntry : host === facts.self;
  if (!host || !scenario || !accountNumber || !heard.accountNumber) return undefined;
  if (!isProposer || !isOpen(facts.state) || !isUnhindered(facts)) return undefined;
  const numbers = { accountNumber, peerAccountNumber: heard.accountNumber };
  return { kind: 'propose', ...numbers, applicationId, flow: scenario.linkFlow, host };
}
