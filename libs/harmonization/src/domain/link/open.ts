import { accept, refuse, type Decision } from '../decision';
import { conflictsOf } from './conflict';
import type { LinkContext, LinkOutcome, ProposeLink } from './event';
import { audited, joined, outcomeOf, settledOutcome } from './outcome';
import {
  mirrored,
  type EndReason,
  type LinkCopy,
  type LinkRecord,
  type LinkTerms,
  type ProgramCode,
} from './record';
import { ended } from './settle-rule';

/** What both sides know of a new link. */
type OpeningTerms = LinkTerms & { readonly host: ProgramCode };

/** The system of record starts at the host, but in a move at the client: there is version 1. */
const firstVersion = (terms: OpeningTerms, self: ProgramCode): number =>
  (terms.flow === 'MOVE') === (terms.host === self) ? 0 : 1;

const newRecord = (terms: OpeningTerms, context: LinkContext<unknown>): LinkRecord => ({
  ...terms,
  incarnation: context.incarnation,
  seq: 1,
  phase: 'PROPOSED',
  epoch: 0,
  offered: 0,
  decision: 'NONE',
  pauses: [],
  vote: 0,
  refused: 0,
  wantEnd: '',
  endReason: '',
  blockedBy: '',
  heardIncarnation: 0,
  heardSeq: 0,
  dataVersion: firstVersion(terms, context.self),
});

function newCopy<D>(terms: OpeningTerms, context: LinkContext<D>): LinkCopy<D> {
  const { self, peer, now } = context;
  return { self, peer, openedAt: now, own: newRecord(terms, context), data: context.data as D };
}

/** My copy of a link that the peer spoke of first. */
export function copyOf<D>(heard: LinkRecord, context: LinkContext<D>): LinkCopy<D> {
  const { linkId, proposer, applicationId, flow, host, accountNumber, peerAccountNumber } = heard;
  const terms = { linkId, proposer, applicationId, flow, host };
  const copy = newCopy(
    { ...terms, accountNumber: peerAccountNumber, peerAccountNumber: accountNumber },
    context,
  );
  const { incarnation: heardIncarnation, seq: heardSeq } = heard;
  // Where the peer has already heard me ask about the link (B4), the next word must be newer than that.
  const seq = heard.heardIncarnation === context.incarnation ? heard.heardSeq + 1 : 1;
  return { ...copy, mirror: mirrored(heard), own: { ...copy.own, seq, heardIncarnation, heardSeq } };
}

/** C1: propose, unless a live link here has the same local or peer number. */
export function propose<D>(event: ProposeLink, context: LinkContext<D>): Decision<LinkOutcome<D>> {
  const { kind: _kind, ...rest } = event;
  const terms = { ...rest, proposer: context.self };
  const [conflict] = conflictsOf(terms, context);
  if (conflict) return refuse('ACCOUNT_ALREADY_LINKED', { linkId: conflict.own.linkId });
  const copy = newCopy(terms, context);
  return accept(
    settledOutcome({ before: undefined, after: copy }, { context }, [
      audited('link.proposed', terms.linkId, 'C1'),
    ]),
  );
}

/** A conflict that gives way to a proposal with a lower link id: one that only I know of so far. */
const yieldsTo =
  (linkId: string) =>
  ({ own, self }: LinkCopy<unknown>): boolean =>
    own.phase === 'PROPOSED' && own.proposer === self && own.linkId > linkId;

const folded = <D>(copy: LinkCopy<D>): LinkOutcome<D> =>
  outcomeOf({ before: copy, after: ended(copy, 'FOLDED') }, [audited('link.folded', copy.own.linkId, 'C3')]);

/** C3: my own proposals give way, in the transaction that takes the peer's; they come first, so that no index ever sees two. */
export const withFolded = <D>(outcome: LinkOutcome<D>, conflicts: readonly LinkCopy<D>[]): LinkOutcome<D> =>
  [...conflicts.map(folded), outcome].reduce(joined);

/** An ended copy of a link that was never live here: it answers whatever still comes, and is never revived. */
export function tombstone<D>(
  heard: LinkRecord,
  context: LinkContext<D>,
  end: { endReason: EndReason; blockedBy?: string },
): LinkOutcome<D> {
  const { endReason, blockedBy = '' } = end;
  const rule = blockedBy ? 'C4' : 'C5';
  const copy = ended(copyOf(heard, context), endReason, { blockedBy });
  const event = blockedBy ? 'link.blocked' : 'link.buried';
  return outcomeOf({ before: undefined, after: copy }, [audited(event, heard.linkId, rule)]);
}

/** C2, C3, C4: the peer proposes. Of crossing proposals the lowest link id survives on both sides. */
export function hearProposal<D>(heard: LinkRecord, context: LinkContext<D>): LinkOutcome<D> {
  const copy = copyOf(heard, context);
  const conflicts = conflictsOf(copy.own, context);
  const blocking = conflicts.find((conflict) => !yieldsTo(heard.linkId)(conflict));
  if (blocking) return tombstone(heard, context, { endReason: 'BUSY', blockedBy: blocking.own.linkId });
  const pending = { ...copy, own: { ...copy.own, phase: 'DECISIONS_PENDING' as const } };
  const rule = conflicts.length > 0 ? 'C3' : 'C2';
  const accepted = settledOutcome({ before: undefined, after: pending }, { context }, [
    audited('link.accepted', heard.linkId, rule),
  ]);
  return withFolded(accepted, conflicts);
}

/** C5: the end of a link that never was here, or the resync of one that I never heard of ("propose again"). */
export const hearUnknownEnd = <D>(heard: LinkRecord, context: LinkContext<D>): LinkOutcome<D> =>
  tombstone(heard, context, { endReason: heard.phase === 'ENDED' ? heard.endReason || 'DELINKED' : 'BUSY' });
