import { untilHolds } from '../until';
import type { Side } from '../side';
import type { World } from '../world';
import { setStatus, untilAllSaid } from './review';
import type { Linked } from './flows';

/** The link as the carrier of one side reads it. */
export const linkOf = (linked: Linked, side: Side): Promise<any> =>
  linked.filed.carrier.at(side).read(`/v1/links/${linked.linkId}`);

/** The link as staff of one side read it. */
export const staffLink = (world: World, side: Side, linkId: string, query = ''): Promise<any> =>
  world.officer(side).read(`/v1/staff/links/${linkId}${query}`);

/** The carrier's account at one side, as an officer reads it: of a client's account its carrier is sent to the host. */
export const ownAccount = ({ filed: { carrier }, accountNumbers }: Linked, side: Side): Promise<any> =>
  carrier.officerAt(side).read(`/v1/staff/accounts/${accountNumbers[side.program]}`);

/** Waits until both copies show the same of the link, as staff read them. */
export async function untilBoth(
  world: World,
  { linkId }: Linked,
  holds: (link: any) => boolean,
  what: string,
): Promise<any[]> {
  await untilAllSaid(world);
  return Promise.all(
    world.both.map((side) =>
      untilHolds(() => staffLink(world, side, linkId), holds, `${what} at ${side.program}`),
    ),
  );
}

export const untilEnded = (world: World, linked: Linked): Promise<any[]> =>
  untilBoth(world, linked, ({ phase }) => phase === 'ENDED', `the end of link ${linked.linkId}`);

/** An edit by the carrier at one side, whatever is answered. */
export async function patchAccount(linked: Linked, side: Side, patch: object): Promise<any> {
  const path = `/v1/accounts/${linked.accountNumbers[side.program]}`;
  const session = linked.filed.carrier.at(side);
  return session.patch(path, patch, { 'if-match': (await session.versionOf(path)) || '"1"' });
}

/** Both accounts stand alone, whole and editable, with the same data. */
export async function expectBothAlone(world: World, linked: Linked): Promise<void> {
  for (const side of world.both) {
    const account = await ownAccount(linked, side);
    expect(account).toMatchObject({ recordRole: 'STANDALONE', host: side.program, editable: true });
    expect(account).not.toHaveProperty('linkId');
    expect(account).not.toHaveProperty('peer');
    expect((await patchAccount(linked, side, { website: 'https://alone.example' })).status).toBe(200);
  }
}

/** Cases of a kind about a subject, open or resolved. */
export const casesOf = async (
  world: World,
  side: Side,
  kind: string,
  subjectId: string,
  state = 'OPEN',
): Promise<any[]> =>
  (
    await world
      .officer(side)
      .read<{ items: any[] }>(`/v1/staff/cases?kind=${kind}&subjectId=${subjectId}&state=${state}`)
  ).items;

export const untilCase = async (
  world: World,
  side: Side,
  kind: string,
  subjectId: string,
  state = 'OPEN',
): Promise<any> =>
  (
    await untilHolds(
      () => casesOf(world, side, kind, subjectId, state),
      (found) => found.length > 0,
      `a case ${kind} (${state}) at ${side.program}`,
    )
  )[0];

/** One officer's vote on the open HOST_TRANSFER case of a link. */
export async function voteOnTransfer(
  world: World,
  side: Side,
  linkId: string,
  choice: 'MOVE' | 'STAY',
): Promise<any> {
  const { id } = await untilCase(world, side, 'HOST_TRANSFER', linkId);
  return world
    .officer(side)
    .make(`/v1/staff/cases/${id}/resolve`, { choice, reason: `${side.program} says ${choice}` });
}

/** Staff of one side ask for the move; one officer of each program agrees. */
export async function agreeToMove(world: World, { linkId, client }: Linked): Promise<void> {
  await world.officer(client).make(`/v1/staff/links/${linkId}/transfer`, { reason: 'Headquarters moved' });
  for (const side of world.both) await voteOnTransfer(world, side, linkId, 'MOVE');
}

export const untilHosted = (world: World, linked: Linked, host: Side, epoch: number): Promise<any[]> =>
  untilBoth(
    world,
    linked,
    (link) =>
      link.phase === 'ACTIVE' &&
      link.peerPhase === 'ACTIVE' &&
      link.host === host.program &&
      link.epoch === epoch &&
      link.sync === 'IN_SYNC',
    `link ${linked.linkId} to be hosted by ${host.program} at epoch ${epoch}`,
  );

/** Exactly one side edits, and its edit reaches the other; the refusal names it. */
export async function expectEditor(linked: Linked, editor: Side, reader: Side): Promise<void> {
  const website = `https://${editor.program.toLowerCase()}-edits-${Date.now()}.example`;
  expect((await patchAccount(linked, editor, { website })).status).toBe(200);
  await untilHolds(
    () => ownAccount(linked, reader),
    ({ shared }) => shared.website === website,
    'the edit at the other side',
  );
  expect((await patchAccount(linked, reader, { website: 'https://nobody.example' })).body).toMatchObject({
    code: 'HOSTED_ELSEWHERE',
    host: editor.program,
  });
}

export const suspend = (world: World, side: Side, { accountNumbers }: Linked): Promise<any> =>
  setStatus(world.officer(side), accountNumbers[side.program], 'SUSPENDED', 'INCIDENT');

export const reinstate = (world: World, side: Side, { accountNumbers }: Linked): Promise<any> =>
  setStatus(world.officer(side), accountNumbers[side.program], 'PRIOR');
