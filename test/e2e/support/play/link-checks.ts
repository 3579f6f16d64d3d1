import { untilHolds } from '../until';
import { applicationAt } from './application';
import type { Linked } from './flows';
import { FULL_MEMBER } from './membership';
import { accountAt } from './review';
import type { Side } from '../side';
import type { World } from '../world';

/** As an officer reads it: the carrier of a client's account is sent to the host. */
const account = ({ filed: { carrier }, accountNumbers }: Linked, side: Side): Promise<any> =>
  carrier.officerAt(side).read(`/v1/staff/accounts/${accountNumbers[side.program]}`);

/** Both accounts have full status, every shared field is equal, and each side knows the other's status. */
export async function expectWholeAndEqual(world: World, linked: Linked): Promise<void> {
  const { host, client, accountNumbers } = linked;
  for (const side of world.both) {
    const other = world.other(side);
    const isTold = ({ peer }: any): boolean => peer?.wireStatus === 'ACTIVE_VALIDATED';
    const found = await untilHolds(
      () => accountAt(world, side, accountNumbers[side.program]),
      isTold,
      `${side.program} to know the other status`,
    );
    expect(found).toMatchObject({
      status: FULL_MEMBER[side.program],
      recordRole: side === host ? 'HOST' : 'CLIENT',
      host: host.program,
      editable: side === host,
    });
    expect(found.peer.accountNumber).toBe(accountNumbers[other.program]);
  }
  const [atHost, atClient] = await Promise.all([host, client].map((side) => account(linked, side)));
  expect(atClient.shared).toEqual(atHost.shared);
}

/** An edit at the host reaches the client; an edit at the client is refused with the host's name. */
export async function expectOneEditor(
  linked: Linked,
  patch: object = linked.filed.carrier.document.hostEdit,
): Promise<void> {
  const { host, client, accountNumbers, filed } = linked;
  const edited = await filed.carrier.at(host).edit(`/v1/accounts/${accountNumbers[host.program]}`, patch);
  expect(edited.shared).toMatchObject(patch);
  const isThere = ({ shared }: any): boolean => JSON.stringify(shared) === JSON.stringify(edited.shared);
  await untilHolds(() => account(linked, client), isThere, 'the edit at the client');
  const path = `/v1/accounts/${accountNumbers[client.program]}`;
  const session = filed.carrier.at(client);
  for (const refused of [await session.patch(path, patch, { 'if-match': '"1"' }), await session.get(path)])
    expect(refused).toMatchObject({
      status: 409,
      body: {
        code: 'HOSTED_ELSEWHERE',
        host: host.program,
        hostName: { en: expect.any(String), fr: expect.any(String) },
        hostUrl: expect.stringMatching(/^http/),
      },
    });
}

/** The application says at both services which flow it was and that both programs have approved. */
export async function expectDecidedByBoth(
  world: World,
  { filed, linkId, host }: Linked,
  flow: string,
): Promise<void> {
  for (const side of world.both) {
    const isDecided = (application: any): boolean => application?.state === 'DECIDED';
    const application = await untilHolds(
      () => applicationAt(world, side, filed.id),
      isDecided,
      `the decision at ${side.program}`,
    );
    expect(application).toMatchObject({ flow, linkId, host: host.program, outcome: 'BOTH_APPROVED' });
  }
}
