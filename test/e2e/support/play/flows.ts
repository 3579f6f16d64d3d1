import { SHARE_SCOPE } from '@harmonization/domain/consent';
import { untilHolds } from '../until';
import type { FreshCarrier } from '../fresh-carrier';
import type { FlowName } from '@harmonization/domain/scenario';
import type { ProgramCode } from '../programs';
import type { Side } from '../side';
import type { World } from '../world';
import {
  applicationAt,
  OWN_SUPPLEMENT,
  submit,
  untilReviewedByBoth,
  type AccountNumbers,
  type Filed,
} from './application';
import { becomeMember, join } from './membership';
import { verifyHeadquarters } from './review';

/** A carrier whose two accounts are linked, and how it came about. */
export interface Linked {
  readonly filed: Filed;
  readonly accountNumbers: AccountNumbers;
  readonly linkId: string;
  readonly host: Side;
  readonly client: Side;
}

export async function linkCode(carrier: FreshCarrier, side: Side, accountNumber: string): Promise<string> {
  return (await carrier.at(side).make<{ code: string }>(`/v1/accounts/${accountNumber}/link-codes`)).code;
}

/** Scenario 1: one form with both supplements. */
export const applyToBoth = (carrier: FreshCarrier, entry: Side): Promise<Filed> => submit(entry, carrier);

/** Scenarios 2 and 3: a member of one program joins the other, signed in at either: where it is no member, with its one-time code. */
export async function applyAsMember(
  world: World,
  carrier: FreshCarrier,
  member: Side,
  entry: Side,
): Promise<Filed> {
  const accountNumber = await becomeMember(world, member, carrier);
  const { common: _held, ...form } = carrier.formWith(OWN_SUPPLEMENT[world.other(member).program]);
  if (entry === member) return submit(entry, carrier, form, { accountNumber });
  const code = await linkCode(carrier, member, accountNumber);
  return submit(entry, carrier, form, { peerMembership: { accountNumber, code } });
}

/** Scenario 4: an active member of both redeems the code of one program at the other. */
export async function redeem(
  world: World,
  carrier: FreshCarrier,
  accountNumbers: AccountNumbers,
  entry: Side,
): Promise<Filed> {
  const issuer = world.other(entry);
  const code = await linkCode(carrier, issuer, accountNumbers[issuer.program]);
  const { id } = await carrier.at(entry).make('/v1/links', {
    accountNumber: accountNumbers[entry.program],
    peerAccountNumber: accountNumbers[issuer.program],
    code,
    consents: [{ scope: SHARE_SCOPE, textVersion: '2026-01', language: 'en' }],
    attestations: carrier.form.attestations,
  });
  return { id, entry, carrier };
}

/** Both memberships of a carrier that is not linked yet; where its document says so, the client holds other values. */
export async function becomeMemberOfBoth(world: World, carrier: FreshCarrier): Promise<AccountNumbers> {
  const held = (program: ProgramCode) => (program === carrier.host ? {} : carrier.document.heldByClient);
  return {
    CTPAT: await becomeMember(world, world.ctpat, carrier, held('CTPAT')),
    PIP: await becomeMember(world, world.pip, carrier, held('PIP')),
  };
}

/** Both programs' review of a carrier that is new to both, the host's first; or of a member, by the program that it joins. */
async function review(
  world: World,
  filed: Filed,
  accountNumbers: AccountNumbers,
  joins: readonly Side[],
): Promise<void> {
  await verifyHeadquarters(world, joins[0]!, filed.id);
  for (const side of joins) {
    const visit = joins.length === 2 && side === joins[0] ? 'OWN' : 'RECOGNIZED';
    await join(world, side, { filed, accountNumber: accountNumbers[side.program], visit });
  }
}

/** Waits for the differences, as the carrier reads them, and acknowledges that the host's values win. */
async function acknowledge(world: World, { id, entry, carrier }: Filed): Promise<void> {
  const { linkId } = await untilHolds(
    () => applicationAt(world, entry, id),
    (found) => Boolean(found?.linkId),
    'a link to acknowledge',
  );
  const session = carrier.at(entry);
  await untilHolds(
    () => session.get(`/v1/links/${linkId}/differences`),
    ({ status }) => status === 200,
    'the differences',
  );
  await session.make(`/v1/links/${linkId}/acknowledge`);
}

export const linkAt = async (carrier: FreshCarrier, side: Side, linkId: string): Promise<any> =>
  (await carrier.at(side).get(`/v1/links/${linkId}`)).body;

/** Waits until both copies of the link are active. */
export async function untilActive(world: World, { carrier }: Filed, linkId: string): Promise<void> {
  for (const side of world.both) {
    const isActive = (link: any): boolean => link?.phase === 'ACTIVE' && link.peerPhase === 'ACTIVE';
    await untilHolds(
      () => linkAt(carrier, side, linkId),
      isActive,
      `link ${linkId} to be active at ${side.program}`,
    );
  }
}

async function linked(world: World, filed: Filed, accountNumbers: AccountNumbers): Promise<Linked> {
  const { linkId } = await applicationAt(world, filed.entry, filed.id);
  await untilActive(world, filed, linkId);
  const host = world.sides[filed.carrier.host];
  return { filed, accountNumbers, linkId, host, client: world.other(host) };
}

/** Where a flow is entered: the side that hosts it, or the other. */
export type EntryAt = 'host' | 'client';

const entryOf = (world: World, { host }: FreshCarrier, at: EntryAt): Side =>
  at === 'host' ? world.sides[host] : world.other(world.sides[host]);

/** Plays one of the eight flows from a carrier that nobody knows to two linked accounts. */
export async function playFlow(world: World, flow: FlowName, at: EntryAt = 'host'): Promise<Linked> {
  const carrier = world.carrier(flow);
  const entry = entryOf(world, carrier, at);
  const { memberOf } = carrier.document;
  if (memberOf.length === 2)
    return linkMembers(world, carrier, entry, await becomeMemberOfBoth(world, carrier));
  if (memberOf.length === 0) return playOn(world, await applyToBoth(carrier, entry));
  const member = memberOf[0] === 'US' ? world.ctpat : world.pip;
  const filed = await applyAsMember(world, carrier, member, entry);
  return reviewed(world, filed, [world.other(member)]);
}

/** Scenario 1, from an application that is submitted. */
export function playOn(world: World, filed: Filed): Promise<Linked> {
  const host = world.sides[filed.carrier.host];
  return reviewed(world, filed, [host, world.other(host)]);
}

async function reviewed(world: World, filed: Filed, joins: readonly Side[]): Promise<Linked> {
  const accountNumbers = await untilReviewedByBoth(world, filed);
  await review(world, filed, accountNumbers, joins);
  return linked(world, filed, accountNumbers);
}

/** Scenario 4, of a carrier that is a member of both already. */
export async function linkMembers(
  world: World,
  carrier: FreshCarrier,
  entry: Side,
  accountNumbers: AccountNumbers,
): Promise<Linked> {
  const filed = await redeem(world, carrier, accountNumbers, entry);
  await acknowledge(world, filed);
  return linked(world, filed, accountNumbers);
}
