import type { Browser } from 'playwright-core';
import type { FreshCarrier } from '../../../e2e/support/fresh-carrier';
import { OWN_SUPPLEMENT } from '../../../e2e/support/play/application';
import { becomeMemberOfBoth } from '../../../e2e/support/play/flows';
import { becomeMember } from '../../../e2e/support/play/membership';
import type { ProgramCode } from '../../../e2e/support/programs';
import type { Side } from '../../../e2e/support/side';
import type { World } from '../../../e2e/support/world';
import { Visitor, type Look } from '../visitor';
import * as asCarrier from './carrier';
import * as asOfficer from './officer';

/** The officers of both programs, each signed in once in one language: they stay at work from flow to flow. */
export class Desk {
  private readonly officers = new Map<Side, Promise<Visitor>>();

  constructor(
    readonly browser: Browser,
    readonly look: Look,
  ) {}

  officerAt(side: Side): Promise<Visitor> {
    const present = this.officers.get(side);
    if (present) return present;
    const login = `officer@${side.program.toLowerCase()}`;
    const officer = Visitor.signIn(this.browser, side, login, this.look);
    this.officers.set(side, officer);
    return officer;
  }

  async faults(): Promise<string[]> {
    return (await Promise.all(this.officers.values())).flatMap(({ faults }) => faults);
  }

  async close(): Promise<void> {
    for (const officer of await Promise.all(this.officers.values())) await officer.close();
  }
}

/** A carrier that clicks through one flow, in a browser of its own at each program, and the officers who decide on it. */
export class Play {
  private readonly visitors: Visitor[] = [];

  constructor(
    readonly world: World,
    private readonly desk: Desk,
    readonly carrier: FreshCarrier,
    private readonly language: Look['language'],
  ) {}

  async carrierAt(side: Side): Promise<Visitor> {
    const session = this.carrier.at(side);
    // The development directory learns the address that stands in the application, as an agency's knows it.
    await session.token();
    const look = { ...this.desk.look, language: this.language };
    const visitor = await Visitor.signIn(this.desk.browser, side, session.login, look);
    this.visitors.push(visitor);
    return visitor;
  }

  officerAt(side: Side): Promise<Visitor> {
    return this.desk.officerAt(side);
  }

  /** How many pages the carrier has seen at both programs, each as often as it came back to it. */
  get screens(): number {
    return this.visitors.reduce((sum, { screens }) => sum + screens.length, 0);
  }

  /** What the browsers complained of. */
  get faults(): readonly string[] {
    return this.visitors.flatMap(({ faults }) => faults);
  }

  async close(): Promise<void> {
    await Promise.all(this.visitors.map((visitor) => visitor.close()));
  }
}

interface Applied {
  /** Absent where the link has been reached already. */
  readonly id?: string;
  readonly entry: Visitor;
  /** The programs that have to decide, the host first where both have. */
  readonly joins: readonly Side[];
}

const sideOf = (world: World, country: 'US' | 'CA'): Side => (country === 'US' ? world.ctpat : world.pip);

async function applyToBoth(play: Play): Promise<Applied> {
  const { world, carrier } = play;
  const host = world.sides[carrier.host];
  const entry = await play.carrierAt(host);
  const id = await asCarrier.applyToBoth(entry, carrier.form);
  return { id, entry, joins: [host, world.other(host)] };
}

/** C-TPAT's members apply where they are members, PIP's where they are not yet, with a one-time code. */
async function applyAsMember(play: Play, member: Side): Promise<Applied> {
  const { world, carrier } = play;
  const joined = world.other(member);
  const supplement = OWN_SUPPLEMENT[joined.program];
  const accountNumber = await becomeMember(world, member, carrier);
  const there = await play.carrierAt(member);
  if (member === world.ctpat) {
    const id = await asCarrier.applyAsMember(there, carrier.form, supplement);
    return { id, entry: there, joins: [joined] };
  }
  const code = await asCarrier.oneTimeCode(there, accountNumber);
  const entry = await play.carrierAt(joined);
  const id = await asCarrier.applyAsMember(entry, carrier.form, supplement, { accountNumber, code });
  return { id, entry, joins: [joined] };
}

/** Signed in at the host, with a code of the client's. */
async function linkMemberships(play: Play): Promise<Applied> {
  const { world, carrier } = play;
  const numbers = await becomeMemberOfBoth(world, carrier);
  const host = world.sides[carrier.host];
  const client = world.other(host);
  const code = await asCarrier.oneTimeCode(await play.carrierAt(client), numbers[client.program]);
  const entry = await play.carrierAt(host);
  await asCarrier.linkMemberships(entry, carrier.form, {
    accountNumber: numbers[host.program],
    peerAccountNumber: numbers[client.program],
    code,
  });
  return { entry, joins: [] };
}

interface Joining {
  readonly play: Play;
  readonly applied: Applied;
  readonly officer: Visitor;
  readonly application: string;
  readonly account: string;
  readonly visit: 'OWN' | 'RECOGNIZED';
}

const visited = ({ visit, officer, account, play }: Joining): Promise<void> =>
  visit === 'OWN' ? asOfficer.validate(officer, play.world, account) : asOfficer.recognize(officer, account);

/** Each program in its own order of work: one certifies and then visits, the other visits, decides, and has its terms signed. */
const JOIN: Readonly<Record<ProgramCode, (joining: Joining) => Promise<void>>> = {
  CTPAT: async (joining) => {
    const { officer, application, account } = joining;
    await asOfficer.approve(officer, application);
    await visited(joining);
    await asOfficer.setStatus(officer, account, 'CERTIFIED_VALIDATED');
  },
  PIP: async (joining) => {
    const { officer, application, applied } = joining;
    await visited(joining);
    await asOfficer.approve(officer, application);
    await asCarrier.signTerms(applied.entry, applied.id!);
  },
};

async function decide(play: Play, applied: Applied): Promise<void> {
  for (const [place, side] of applied.joins.entries()) {
    const officer = await play.officerAt(side);
    const application = await asOfficer.openApplication(officer, play.carrier.form.common.legalName);
    if (place === 0) await asOfficer.verifyHeadquarters(officer);
    const account = await asOfficer.openAccount(officer, application);
    const visit = applied.joins.length === 2 && place === 0 ? 'OWN' : 'RECOGNIZED';
    await JOIN[side.program]({ play, applied, officer, application, account, visit });
  }
}

/** Plays a flow by clicks alone, from the carrier's first page to the link; memberships that a flow begins with are there already. */
export async function clickThrough(play: Play): Promise<Visitor> {
  const { memberOf } = play.carrier.document;
  const [country] = memberOf;
  const apply = (): Promise<Applied> => {
    if (memberOf.length === 2) return linkMemberships(play);
    return country ? applyAsMember(play, sideOf(play.world, country as 'US' | 'CA')) : applyToBoth(play);
  };
  const applied = await apply();
  await decide(play, applied);
  const { entry, id } = applied;
  if (!id) return entry;
  await (await entry.openUntil(`/applications/${id}`, entry.link(entry.words.application.seeLink))).click();
  await entry.page.waitForURL('**/portal/links/*');
  return entry;
}
