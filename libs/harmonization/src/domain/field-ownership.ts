import type { Bilingual } from './bilingual';
import { needsConsent, type CrossingKind, type CrossingRow } from './field-ownership/crossing';
import { OTHER_ROWS } from './field-ownership/other-rows';
import { sameValue } from './field-ownership/same-value';
import { entriesOf, type SharedEntry } from './field-ownership/shared-data-entries';
import { SHARED_PATHS, SHARED_ROWS } from './field-ownership/shared-fields';
import type { SharedData } from './shared-data';

export type { CrossingClass, CrossingKind, CrossingRow, Direction } from './field-ownership/crossing';

/** The one table of all that crosses the border: it drives what is edited, what is said, and what consent shows. */
export const OWNERSHIP: readonly CrossingRow[] = [...SHARED_ROWS, ...OTHER_ROWS];

export const sharedFields = (): readonly CrossingRow[] => SHARED_ROWS;

/** OWN-4: a kind of record may cross only where the table has a row for it. */
export const mayCross = (kind: string): kind is CrossingKind => OWNERSHIP.some((row) => row.kind === kind);

const GATED_KINDS: ReadonlySet<string> = new Set(
  OWNERSHIP.filter((row) => needsConsent(row.class)).map(({ kind }) => kind),
);

/** GATE-1: kinds of record with anything in them that needs a live arrangement and a live consent. */
export const needsGate = (kind: string): boolean => GATED_KINDS.has(kind);

/** Paths of the fields that the consent to share lets cross. */
export const consentFields = (): string[] =>
  OWNERSHIP.filter((row) => needsConsent(row.class)).map(({ path }) => path);

const LISTED: ReadonlySet<string> = new Set(SHARED_PATHS);
const ABOVE_LISTED: ReadonlySet<string> = new Set(
  SHARED_PATHS.flatMap((path) => [...path.matchAll(/\[\]|\./g)].map(({ index }) => path.slice(0, index))),
);

/** OWN-5: only listed fields leave the account: whatever else a stored document holds stays here. */
export const projectShared = (data: SharedData): SharedData => projected(data, '') as SharedData;

function projected(value: unknown, path: string): unknown {
  if (LISTED.has(path)) return value;
  if (Array.isArray(value)) return value.map((item) => projected(item, `${path}[]`));
  if (typeof value !== 'object' || value === null) return undefined;
  const fields: [string, unknown][] = Object.entries(value);
  const below = fields.map(([key, item]) => ({
    key,
    item,
    path: path === '' ? key : `${path}.${key}`,
  }));
  return Object.fromEntries(
    below
      .filter((field) => LISTED.has(field.path) || ABOVE_LISTED.has(field.path))
      .map(({ key, item, path: at }) => [key, projected(item, at)]),
  );
}

/** A piece of shared data that the two programs hold differently; an absent side holds nothing of it. */
export interface SharedDifference {
  readonly field: string;
  readonly label: Bilingual;
  readonly host?: unknown;
  readonly client?: unknown;
}

/** OWN-6: the difference report of scenario 4: every piece that differs, the host's value (which wins) beside the client's. */
export function diffSharedData(host: SharedData, client: SharedData): SharedDifference[] {
  const hosts = byField(entriesOf(projectShared(host)));
  const clients = byField(entriesOf(projectShared(client)));
  return [...new Map([...hosts, ...clients]).values()]
    .map(({ field, label }) => ({
      field,
      label,
      host: hosts.get(field)?.value,
      client: clients.get(field)?.value,
    }))
    .filter((difference) => !sameValue(difference.host, difference.client));
}

const byField = (entries: readonly SharedEntry[]): Map<string, SharedEntry> =>
  new Map(entries.map((entry) => [entry.field, entry]));

/** The pieces that an edit changed, by name; what the audit row and the notice say. */
export const changedFields = (before: SharedData, after: SharedData): string[] =>
  diffSharedData(before, after).map(({ field }) => field);
