/** What takes two persons of headquarters. */
export type ProposalKind = 'ARRANGEMENT_NEW' | 'ARRANGEMENT_END' | 'PEER' | 'SIGNING_KEY';
export type ProposalState = 'PROPOSED' | 'APPROVED' | 'REFUSED';

/**
 * DUO-1: what changes the programs' basis, the peer or a key takes two persons of headquarters: whoever proposed it may take it back,
 * but only another one may approve it.
 */
export const mayDecide = (proposedBy: string, decider: string, decision: 'APPROVED' | 'REFUSED'): boolean =>
  decision === 'REFUSED' || proposedBy !== decider;
