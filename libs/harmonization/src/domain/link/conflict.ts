import type { LinkContext } from './event';
import type { LinkCopy, LinkTerms } from './record';
import { isLive } from './token';

const sharesAccount = ({ own }: LinkCopy<unknown>, terms: LinkTerms): boolean =>
  own.accountNumber === terms.accountNumber || own.peerAccountNumber === terms.peerAccountNumber;

/** I1: the other live copies here that hold the local or the peer number of a link, as the database's unique indexes do. */
export const conflictsOf = <D>(terms: LinkTerms, { conflicts }: LinkContext<D>): readonly LinkCopy<D>[] =>
  conflicts.filter((copy) => copy.own.linkId !== terms.linkId && isLive(copy) && sharesAccount(copy, terms));
