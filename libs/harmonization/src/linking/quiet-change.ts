import { isUnreadData } from '../account/unread-data';
import { standsAlike, type LinkCopy } from '../domain/link/record';
import type { SharedData } from '../domain/shared-data';
import type { LinkChange } from './links';

type Copy = LinkCopy<SharedData>;

/** An active link of which only numbers and versions have changed: nobody who follows it looks at its data. */
export const isQuiet = ({ before, after }: LinkChange): boolean =>
  before?.own.phase === 'ACTIVE' &&
  standsAlike(before.own, after.own) &&
  standsAlike(before.mirror, after.mirror) &&
  before.archive === after.archive &&
  before.final === after.final;

/** The copy with the data wherever they were only stood for. */
export const filledCopy = (copy: Copy, data: SharedData): Copy => ({
  ...copy,
  data: isUnreadData(copy.data) ? data : copy.data,
  ...(isUnreadData(copy.archive) ? { archive: data } : {}),
  ...(isUnreadData(copy.final) ? { final: data } : {}),
});
