import { untilHolds } from '../until';
import type { Side } from '../side';
import type { World } from '../world';
import type { Filed } from './application';

export const casesAt = async (world: World, side: Side, query: Record<string, string>): Promise<any[]> =>
  (
    await world
      .officer(side)
      .read<{ items: any[] }>(`/v1/staff/cases?${new URLSearchParams(query).toString()}`)
  ).items;

/** Waits for the open HOST_ASSIGNMENT case of an application at a service. */
export async function untilHostCase(world: World, side: Side, { id }: Filed): Promise<any> {
  const open = (): Promise<any[]> =>
    casesAt(world, side, { kind: 'HOST_ASSIGNMENT', subjectId: id, state: 'OPEN' });
  const cases = await untilHolds(
    open,
    (found) => found.length > 0,
    `a host case of ${id} at ${side.program}`,
  );
  expect(cases).toHaveLength(1);
  return cases[0];
}

export interface HostVote {
  readonly choice: string;
  readonly reason?: string;
  /** An override of a designated host takes headquarters. */
  readonly as?: 'officer' | 'headquarters';
}

export async function voteOnHost(world: World, side: Side, filed: Filed, vote: HostVote): Promise<any> {
  const { choice, reason = `${side.program} says so`, as = 'officer' } = vote;
  const { id } = await untilHostCase(world, side, filed);
  return world[as](side).make(`/v1/staff/cases/${id}/resolve`, { choice, reason, noteForPeer: reason });
}

/** One officer of each program says the same; answers both copies of the resolved case. */
export async function agreeOnHost(world: World, filed: Filed, vote: HostVote): Promise<any[]> {
  const ids: string[] = [];
  for (const side of world.both) ids.push((await untilHostCase(world, side, filed)).id);
  for (const side of world.both) await voteOnHost(world, side, filed, vote);
  return Promise.all(world.both.map((side, place) => untilResolved(world, side, ids[place]!)));
}

export const untilResolved = (world: World, side: Side, caseId: string): Promise<any> =>
  untilHolds(
    () => world.officer(side).read(`/v1/staff/cases/${caseId}`),
    ({ state }) => state === 'RESOLVED',
    `case ${caseId} to be resolved at ${side.program}`,
  );
