import type { LinkAuditEvent } from '@harmonization/domain/link/event';

/** Of the state before or after: only the parts that are told in words. */
interface Shown {
  readonly [name: string]: string | number | undefined | object;
}

/** One audit row of a service, as its auditors read it. */
export interface AuditRow {
  readonly id: string;
  readonly at: string;
  readonly actor: string;
  readonly actorRole: string;
  readonly action: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly reason: string | null;
  readonly before: Shown | null;
  readonly after: Shown | null;
}

type Words = (row: AuditRow) => string;

const said =
  (text: string): Words =>
  () =>
    text;

const textOf = (value: Shown[string]): string =>
  value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);

const after = ({ after: now }: AuditRow, name: string): string => textOf(now?.[name]) || '?';

const changedFields = ({ after: now }: AuditRow): string => Object.keys(now ?? {}).join(', ') || 'nothing';

/** What each event of the protocol means. */
const LINK_WORDS: Readonly<Record<LinkAuditEvent, Words>> = {
  'link.accepted': said('the proposal was taken up'),
  'link.activated': (row) =>
    `the right to edit arrived: ${after(row, 'host')} is the host (epoch ${after(row, 'epoch')})`,
  'link.data-taken': said('the host’s newer data were taken'),
  'link.values-returned': said('the dispute was upheld: the account has its own former values again'),
  'link.decided': said('this program’s decision was noted on the link'),
  'link.edited': said('the shared data were edited here'),
  'link.end-requested': said('the end of the link was asked for'),
  'link.ended': (row) => `the link ended: ${after(row, 'endReason')}`,
  'link.handed-over': said('the right to edit was handed over to the host'),
  'link.joined': (row) => `joined as client of ${after(row, 'host')} (epoch ${after(row, 'epoch')})`,
  'link.paused': said('the link was paused: no shared data cross'),
  'link.proposed': (row) => `the link was proposed, ${after(row, 'host')} as host`,
  'link.resumed': said('the pause ended'),
  'link.transfer-offered': said('the right to edit was given away, for a new host'),
  'link.transfer-returned': said('the right to edit came back: the other side could not take it'),
  'link.transferred': (row) =>
    `the host moved: ${after(row, 'host')} hosts now (epoch ${after(row, 'epoch')})`,
  'link.voted': said('this side voted for a new host'),
  'link.blocked': said('the proposal was refused here: an account is linked already'),
  'link.buried': said('the proposal had ended before it was heard'),
  'link.confirmed': said('both sides know that the proposal was taken up'),
  'link.data-raised': said('the host’s data were said anew'),
  'link.deferred': said('a command waits until the link is recovered'),
  'link.folded': said('the proposal gave way to the other side’s own'),
  'link.recovered': said('the link was recovered after a restore'),
  'link.restored': said('the service was restored from a backup'),
  'link.said-anew': said('what this side says of the link was said anew'),
  'link.transfer-refused': said('the right to edit could not be taken'),
};

/** What each change means; the others are told by their own name. */
const WORDS: Readonly<Record<string, Words>> = {
  'account.changed': (row) => `the account’s data changed: ${changedFields(row)}`,
  'account.status-changed': (row) => `the account’s status became ${after(row, 'status')}`,
  'application.moved': (row) => `the application went to ${after(row, 'state')}`,
  'application.submitted': said('the carrier applied'),
  'case.opened': (row) => `a case for staff was opened: ${after(row, 'kind')}`,
  'case.voted': (row) => `this program voted: ${choiceIn(row)}`,
  'case.peer-voted': (row) => `the other program’s vote was heard: ${choiceIn(row)}`,
  'case.resolved': (row) => `the case was resolved: ${after(row, 'choice')}`,
  ...LINK_WORDS,
};

function choiceIn({ after: now }: AuditRow): string {
  const vote = now?.vote as { choice?: string; office?: string } | undefined;
  return vote ? `${vote.choice} (${vote.office})` : 'taken back';
}

/** `link.data-raised` → `link: data raised`. */
const byName = (action: string): string => action.replace('.', ': ').replaceAll('-', ' ');

export const whatHappened = (row: AuditRow): string => WORDS[row.action]?.(row) ?? byName(row.action);

/** A person by its login and role; the other service and the jobs of this one by what they are. */
export function whoActed({ actor, actorRole }: AuditRow): string {
  const [kind, name] = actor.split(':');
  if (kind === 'peer' && name) return `${name}’s service (heard)`;
  if (kind === 'system' && name) return `by itself (${name})`;
  return `${actor} (${actorRole})`;
}

/** The protocol’s rule or the reason that somebody gave. */
export function whyItHappened({ reason, after: now }: AuditRow): string {
  const [reasonCode, rule] = [textOf(now?.reasonCode), textOf(now?.rule)];
  return [reason, reasonCode && `reason code ${reasonCode}`, rule && `rule ${rule}`]
    .filter(Boolean)
    .join('; ');
}
