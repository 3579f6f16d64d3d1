import type { FieldFinding } from '../application-form';
import { sameValue } from '../field-ownership/same-value';
import { checkMove, type AccountDateName, type Actor, type LifeCycle } from '../life-cycle';
import type { SharedData } from '../shared-data';
import { checkReason, type ReasonCode } from '../reason-codes';
import { importFinding } from './import-findings';
import type { ImportedMember } from './imported-member';

/** A date as it stands at present, and whether it was the import that wrote it. */
export interface HeldDate {
  readonly value: string;
  readonly fromImport: boolean;
}

/** The account as it stands, beside what the last import said of it. */
export interface HeldMember {
  readonly status: string;
  readonly shared: SharedData;
  readonly isLinked: boolean;
  readonly dates: Readonly<Partial<Record<AccountDateName, HeldDate>>>;
  readonly lastImport: ImportedMember;
}

/** What the program says of its statuses. */
export interface StatusRules {
  readonly lifeCycle: LifeCycle;
  readonly reasonCodes: readonly ReasonCode[];
}

/** What a changed row changes; what it leaves alone is a warning, what it may not do is a fault. */
export interface MergedImport {
  readonly shared?: SharedData;
  readonly status?: string;
  readonly dates: readonly { readonly name: AccountDateName; readonly value: string }[];
  readonly warnings: readonly FieldFinding[];
  readonly faults: readonly FieldFinding[];
}

/**
 * IMP-6: a row that changed since the last import changes the account where the file changed: shared data only while the account
 * stands alone, statuses along the life cycle, dates of this program. What was edited or decided here since then stays.
 */
export function mergeImport(held: HeldMember, now: ImportedMember, rules: StatusRules): MergedImport {
  const data = mergedData(held, now);
  const status = mergedStatus(held, now, rules);
  const dates = mergedDates(held, now);
  return {
    shared: data.shared,
    status: status.to,
    dates: dates.changed,
    warnings: [...data.warnings, ...(status.warnings ?? []), ...dates.warnings],
    faults: status.faults ?? [],
  };
}

type Pieces = Record<string, unknown>;

/** Shared data by the pieces that an import writes: each field, and each identifier. */
const piecesOf = ({ identifiers, ...rest }: SharedData): Pieces => ({
  ...rest,
  ...Object.fromEntries(Object.entries(identifiers).map(([name, value]) => [`identifiers.${name}`, value])),
});

function dataOf(pieces: Pieces): SharedData {
  const entries = Object.entries(pieces).filter(([, value]) => value !== undefined);
  const identifiers = entries.flatMap(([name, value]) =>
    name.startsWith('identifiers.') ? [[name.slice('identifiers.'.length), value] as const] : [],
  );
  const rest = entries.filter(([name]) => !name.startsWith('identifiers.'));
  return {
    ...(Object.fromEntries(rest) as Omit<SharedData, 'identifiers'>),
    identifiers: Object.fromEntries(identifiers),
  };
}

function mergedData(
  held: HeldMember,
  now: ImportedMember,
): { shared?: SharedData; warnings: FieldFinding[] } {
  const [here, before, after] = [
    piecesOf(held.shared),
    piecesOf(held.lastImport.shared),
    piecesOf(now.shared),
  ];
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const changed = names.filter(
    (name) => !sameValue(before[name], after[name]) && !sameValue(here[name], after[name]),
  );
  if (changed.length === 0) return { warnings: [] };
  if (held.isLinked) return { warnings: changed.map((name) => importFinding('LINKED_KEPT', name)) };
  const taken = changed.filter((name) => sameValue(here[name], before[name]));
  const kept = changed.filter((name) => !taken.includes(name));
  const shared = dataOf({ ...here, ...Object.fromEntries(taken.map((name) => [name, after[name]])) });
  return {
    shared: taken.length > 0 ? shared : undefined,
    warnings: kept.map((name) => importFinding('EDITED_KEPT', name)),
  };
}

const ANYONE: readonly Actor[] = ['OFFICER', 'HQ', 'SYSTEM', 'CARRIER'];

function mergedStatus(
  held: HeldMember,
  now: ImportedMember,
  { lifeCycle, reasonCodes }: StatusRules,
): { to?: string; warnings?: FieldFinding[]; faults?: FieldFinding[] } {
  if (now.status === held.lastImport.status || now.status === held.status) return {};
  if (held.status !== held.lastImport.status) return { warnings: [importFinding('EDITED_KEPT', 'status')] };
  const facts = { from: held.status, to: now.status, hasReason: true };
  const isAllowed = ANYONE.some(
    (actor) =>
      checkMove(lifeCycle, { ...facts, actor, hasValidation: now.dates.lastValidatedOn !== undefined }).ok,
  );
  const back = isAllowed ? undefined : movesBack(lifeCycle, held.status, now.status);
  if (!isAllowed && !back) return { faults: [importFinding('STATUS_MOVE', 'status')] };
  const needsReason = lifeCycle.moves[held.status]?.some(({ to, reason }) => to === now.status && reason);
  const isExplained = checkReason(reasonCodes, now.status, now.statusReason).ok;
  return (needsReason && now.statusReason === undefined) || !isExplained
    ? { faults: [importFinding('STATUS_REASON', 'statusReason')] }
    : { to: now.status };
}

/** A suspension ends where it began: `PRIOR` stands for whatever status can be suspended. */
const movesBack = (lifeCycle: LifeCycle, from: string, to: string): boolean =>
  (lifeCycle.moves[from] ?? []).some((move) => move.to === 'PRIOR' && !move.requires) &&
  (lifeCycle.moves[to] ?? []).some((move) => move.to === from);

function mergedDates(
  held: HeldMember,
  now: ImportedMember,
): { changed: { name: AccountDateName; value: string }[]; warnings: FieldFinding[] } {
  const given = (Object.entries(now.dates) as [AccountDateName, string][]).map(([name, value]) => ({
    name,
    value,
  }));
  const moved = given.filter(
    ({ name, value }) => held.lastImport.dates[name] !== value && held.dates[name]?.value !== value,
  );
  const isOurs = (name: AccountDateName): boolean => held.dates[name]?.fromImport ?? true;
  return {
    changed: moved.filter(({ name }) => isOurs(name)),
    warnings: moved.filter(({ name }) => !isOurs(name)).map(({ name }) => importFinding('EDITED_KEPT', name)),
  };
}
