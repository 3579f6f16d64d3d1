import type { LinkEntry, RecordEntry } from '../domain/reconciliation/compare-copies';
import type { RecordName } from './replica-entries';
import type { LinkPair, RecordPair } from './settle-drift';

export const keyOf = ({ sayer, kind, subject }: RecordName): string => `${sayer}/${kind}/${subject}`;

/** Both sides' copies of the same links, side by side. */
export function linkPairs(
  linkIds: readonly string[],
  mine: readonly LinkEntry[],
  theirs: readonly LinkEntry[],
): LinkPair[] {
  const ours = new Map(mine.map((entry) => [entry.linkId, entry]));
  const others = new Map(theirs.map((entry) => [entry.linkId, entry]));
  return linkIds.map((linkId) => ({ linkId, mine: ours.get(linkId), theirs: others.get(linkId) }));
}

export function recordPairs(
  names: readonly RecordName[],
  mine: readonly RecordEntry[],
  theirs: readonly RecordEntry[],
): RecordPair[] {
  const ours = new Map(mine.map((entry) => [keyOf(entry), entry]));
  const others = new Map(theirs.map((entry) => [keyOf(entry), entry]));
  return names.map((name) => ({
    sayer: name.sayer,
    kind: name.kind,
    subject: name.subject,
    mine: ours.get(keyOf(name)),
    theirs: others.get(keyOf(name)),
  }));
}

/** The names behind the keys of a list. */
export function namesOf(keys: readonly string[]): { linkIds: string[]; names: RecordName[] } {
  const linkIds = keys.filter((key) => key.startsWith('link/')).map((key) => key.slice('link/'.length));
  const names = keys.filter((key) => !key.startsWith('link/')).map(nameOf);
  return { linkIds, names };
}

/** A subject may hold slashes itself. */
function nameOf(key: string): RecordName {
  const [sayer = '', kind = '', ...subject] = key.split('/');
  return { sayer, kind, subject: subject.join('/') };
}
