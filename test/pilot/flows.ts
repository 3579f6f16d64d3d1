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

/** Who plays a flow, and where. */
interface Scene {
  readonly world: World;
  readonly carrier: Carrier;
  readonly host: Program;
  readonly client: Program;
  /** The programs that the carrier is a member of before the flow begins. */
  readonly members: readonly Program[];
  readonly tell: Tell;
}

/** Plays one of the eight flows as its carrier and the officers of both programs would. */
export async function play(world: World, document: CarrierDocument, tell: Tell): Promise<Played> {
  const carrier = await Carrier.signIn(world, document);
  const host = world.ofCountry(document.hostCountry);
  const members = document.memberOf.map((country) => world.ofCountry(country));
  const scene: Scene = { world, carrier, host, client: world.other(host), members, tell };
  const held = await joinAlone(scene);
  return members.length === 2 ? linkMembers(scene, held) : apply(scene, held);
}

/** A carrier that is a member already was so before: it applied to that program alone, was visited, and was accepted. */
async function joinAlone({ world, carrier, members, tell }: Scene): Promise<Record<string, string>> {
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
async function apply(scene: Scene, held: Record<string, string>): Promise<Played> {
  const { world, carrier, host, client, tell } = scene;
  const member = scene.members[0];
  const entry = member ?? host;
  const missing = [world.ctpat, world.pip].filter((program) => program !== member);
  const application = await carrier.applyForBoth(entry, member && held[member.code], missing);
  tell(`applied once at ${entry.code}: ${application.flow}, host ${application.host}`);
  const peer = world.other(entry);
  const numbers = {
    [entry.code]: application.accountNumber!,
    [peer.code]: await accountOf(peer, application.id),
  };
  await untilAccepted(scene, application);
  if (member) await joinOther(carrier, entry, peer, application);
  else await joinBoth(scene, entry, application, numbers);
  const { linkId } = await carrier.until(
    entry,
    application.id,
    'its link',
    (view) => view.linkId !== undefined,
  );
  return { carrier, host, client, entry, application, numbers, linkId: linkId! };
}

/** Both programs hold the proposal: weeks may pass now without its lease ending. */
async function untilAccepted({ carrier, host, client }: Scene, application: ApplicationView): Promise<void> {
  for (const at of [host, client]) {
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
  { world, carrier, host, client, tell }: Scene,
  entry: Program,
  application: ApplicationView,
  numbers: Record<string, string>,
): Promise<void> {
  await checkHeadquarters(host, application.id);
  await approve(world.ctpat, application.id);
  const validation = await announceVisit(world, host, numbers[host.code]!);
  await passNotice(world, tell);
  await visit(host, validation);
  await decideAfterVisit(carrier, host, entry, application);
  await recognize(client, numbers[client.code]!);
  await decideAfterVisit(carrier, client, entry, application);
}

/** Scenario 4: an active member of both links its accounts by code, sees the differences and agrees. */
async function linkMembers(
  { carrier, host, client: entry, tell }: Scene,
  held: Record<string, string>,
): Promise<Played> {
  const application = await carrier.redeem(entry, held[entry.code]!, host, held[host.code]!);
  const differences = await carrier.acknowledge(entry, application.linkId!);
  tell(`code redeemed at ${entry.code}: ${differences} differences, acknowledged`);
  return { carrier, host, client: entry, entry, application, numbers: held, linkId: application.linkId! };
}
