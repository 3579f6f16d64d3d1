import type { CarrierDocument } from '../data/carriers';
import { until } from './api';
import { Carrier, type ApplicationView } from './carrier';
import { accountOf, announceVisit, approve, checkHeadquarters, recognize, setStatus, visit } from './officer';
import type { Program, World } from './world';

/** What a flow tells while it is played. */
export type Tell = (words: string) => void;

/** Two accounts that a flow has brought together. */
export interface Played {
  readonly carrier: Carrier;
  readonly host: Program;
  readonly client: Program;
  readonly entry: Program;
  readonly application: ApplicationView;
  readonly numbers: Record<string, string>;
  readonly linkId: string;
}

/** Plays one of the eight flows as its carrier and the officers of both programs would. */
export async function play(world: World, document: CarrierDocument, tell: Tell): Promise<Played> {
  const carrier = await Carrier.signIn(world, document);
  const host = world.ofCountry(document.hostCountry);
  const members = document.memberOf.map((country) => world.ofCountry(country));
  const held = await joinAlone(world, carrier, members, tell);
  if (members.length === 2) return linkMembers(world, carrier, host, held, tell);
  return apply(world, carrier, host, members[0], held, tell);
}

/** A carrier that is a member already was so before: it applied to that program alone, was visited, and was accepted. */
async function joinAlone(
  world: World,
  carrier: Carrier,
  members: readonly Program[],
  tell: Tell,
): Promise<Record<string, string>> {
  const numbers: Record<string, string> = {};
  const joining: { at: Program; application: ApplicationView; validation: string }[] = [];
  for (const at of members) {
    const isClient = members.length === 2 && at.country !== carrier.document.hostCountry;
    const common = { ...carrier.document.form.common, ...(isClient ? carrier.document.heldByClient : {}) };
    const application = await carrier.applyAlone(at, common);
    numbers[at.code] = application.accountNumber!;
    await checkHeadquarters(at, application.id);
    if (at.name === 'ctpat') await approve(at, application.id);
    joining.push({ at, application, validation: await announceVisit(world, at, application.accountNumber!) });
  }
  if (joining.length > 0) await passNotice(world, tell);
  for (const { at, application, validation } of joining) {
    await visit(at, validation);
    await decideAfterVisit(carrier, at, at, application);
  }
  return numbers;
}

/** C-TPAT certified before the visit and now marks the carrier validated; PIP decides now, the terms are signed last. */
async function decideAfterVisit(
  carrier: Carrier,
  at: Program,
  entry: Program,
  application: ApplicationView,
): Promise<void> {
  if (at.name === 'ctpat') {
    const accountNumber = at === entry ? application.accountNumber! : application.peerAccountNumber!;
    return setStatus(at, accountNumber, at.finalStatus);
  }
  await approve(at, application.id);
  await carrier.signTerms(entry, application.id, at);
}

async function passNotice(world: World, tell: Tell): Promise<void> {
  const before = await world.today();
  // The programs' own dates may be a day behind the clock's UTC date.
  const after = await world.advanceDays(32);
  tell(`notice period: ${before} → ${after}`);
}

/** Scenarios 1 to 3: one application, each program's own decision, one validation for both. */
async function apply(
  world: World,
  carrier: Carrier,
  host: Program,
  member: Program | undefined,
  held: Record<string, string>,
  tell: Tell,
): Promise<Played> {
  const entry = member ?? host;
  const missing = [world.ctpat, world.pip].filter((program) => program !== member);
  const application = await carrier.applyForBoth(entry, member && held[member.code], missing);
  tell(`applied once at ${entry.code}: ${application.flow}, host ${application.host}`);
  const peer = world.other(entry);
  const numbers = {
    [entry.code]: application.accountNumber!,
    [peer.code]: await accountOf(peer, application.id),
  };
  await untilAccepted(carrier, host, world.other(host), application);
  if (member) await joinOther(carrier, entry, peer, application);
  else await joinBoth(world, carrier, host, entry, application, numbers, tell);
  const { linkId } = await carrier.until(
    entry,
    application.id,
    'its link',
    (view) => view.linkId !== undefined,
  );
  return { carrier, host, client: world.other(host), entry, application, numbers, linkId: linkId! };
}

/** Both programs hold the proposal: weeks may pass now without its lease ending. */
async function untilAccepted(
  carrier: Carrier,
  host: Program,
  other: Program,
  application: ApplicationView,
): Promise<void> {
  for (const at of [host, other]) {
    const { linkId } = await until(
      `the link of application ${application.id} at ${at.code}`,
      () => at.officer.get<ApplicationView>(`/v1/staff/applications/${application.id}`),
      (view) => view.linkId !== undefined,
    );
    await until(
      `the link ${linkId} at ${at.code}`,
      () => carrier.link(at, linkId!),
      ({ phase }) => phase !== 'PROPOSED',
    );
  }
}

/** A member joins the other program, which recognizes the validation that the member has. */
async function joinOther(
  carrier: Carrier,
  entry: Program,
  joined: Program,
  application: ApplicationView,
): Promise<void> {
  await checkHeadquarters(entry, application.id);
  if (joined.name === 'ctpat') await approve(joined, application.id);
  await recognize(joined, application.peerAccountNumber!);
  await decideAfterVisit(carrier, joined, entry, application);
}

/** New to both: the host visits, the other program recognizes, each decides for itself. */
async function joinBoth(
  world: World,
  carrier: Carrier,
  host: Program,
  entry: Program,
  application: ApplicationView,
  numbers: Record<string, string>,
  tell: Tell,
): Promise<void> {
  await checkHeadquarters(host, application.id);
  await approve(world.ctpat, application.id);
  const validation = await announceVisit(world, host, numbers[host.code]!);
  await passNotice(world, tell);
  await visit(host, validation);
  const client = world.other(host);
  await decideAfterVisit(carrier, host, entry, application);
  await recognize(client, numbers[client.code]!);
  await decideAfterVisit(carrier, client, entry, application);
}

/** Scenario 4: an active member of both links its accounts by code, sees the differences and agrees. */
async function linkMembers(
  world: World,
  carrier: Carrier,
  host: Program,
  held: Record<string, string>,
  tell: Tell,
): Promise<Played> {
  const entry = world.other(host);
  const application = await carrier.redeem(entry, held[entry.code]!, host, held[host.code]!);
  const differences = await carrier.acknowledge(entry, application.linkId!);
  tell(`code redeemed at ${entry.code}: ${differences} differences, acknowledged`);
  return { carrier, host, client: entry, entry, application, numbers: held, linkId: application.linkId! };
}
