import { sameValue } from './field-ownership/same-value';
import type { LinkChangeSeen, LinkState } from './link-history';
import type { SharedData } from './shared-data';

/** What one row of a link's history tells about the shared data. */
export interface DataMoment {
  readonly at: Date;
  readonly changes: readonly LinkChangeSeen[];
  readonly state: LinkState;
}

/** Where a field stands on one side: the version of the link's data in which it last changed there, and since when. */
export interface FieldVersion {
  readonly version: number;
  readonly epoch: number;
  readonly at: Date;
}

export interface FieldStanding {
  /** Absent until the link has data. */
  readonly here?: FieldVersion & { readonly by: 'START' | 'EDITED' | 'TAKEN' };
  /** Absent until the other side is known to hold it. */
  readonly there?: FieldVersion;
}

const IDENTIFIERS = 'identifiers';
const without = ({ identifiers: _, ...rest }: Partial<SharedData>): Record<string, unknown> => rest;

/** The pieces of shared data that officers follow: each field, and each identifier by itself. */
export const piecesOf = (data: Partial<SharedData>): Readonly<Record<string, unknown>> => ({
  ...without(data),
  ...Object.fromEntries(
    Object.entries(data.identifiers ?? {}).map(([name, value]: [string, unknown]) => [
      `${IDENTIFIERS}.${name}`,
      value,
    ]),
  ),
});

/** HIST-3: which pieces a change of the data touched; kept with the change, so that each field's last version can be told. */
export function piecesChanged(before: Partial<SharedData>, after: Partial<SharedData>): string[] {
  const [held, taken] = [piecesOf(before), piecesOf(after)];
  const names = [...new Set([...Object.keys(held), ...Object.keys(taken)])];
  return names.filter((name) => !sameValue(held[name], taken[name]));
}

const versionOf = (record: { dataVersion: number; epoch: number }, at: Date): FieldVersion => ({
  version: record.dataVersion,
  epoch: record.epoch,
  at,
});

const touches = (moment: DataMoment, field: string): boolean =>
  moment.changes.some(({ fields }) => fields?.includes(field));

const taken = ({ changes }: DataMoment): boolean =>
  changes.some(({ side, action }) => side === 'OWN' && action === 'link.data-taken');

/**
 * HIST-3: where a field last changed on each side. What was edited here has crossed when the other side first says that it holds
 * this version; what was taken from there crossed when it was taken. A field that never changed has the link's first version.
 */
export function fieldStanding(moments: readonly DataMoment[], field: string): FieldStanding {
  const withData = moments.filter(({ state }) => state.own.dataVersion > 0);
  const last = withData.findLast((moment) => touches(moment, field));
  const moment = last ?? withData[0];
  if (!moment) return {};
  const here = versionOf(moment.state.own, moment.at);
  const by = !last ? 'START' : taken(last) ? 'TAKEN' : 'EDITED';
  const { peer } = moment.state;
  if (by === 'TAKEN' && peer) return { here: { ...here, by }, there: versionOf(peer, moment.at) };
  const crossed = withData.find(({ state }) => (state.peer?.dataVersion ?? 0) >= here.version);
  const there = crossed?.state.peer && versionOf(crossed.state.peer, crossed.at);
  return { here: { ...here, by }, there };
}
