import { migrationsOf } from '@harmonization/start-program';
import { SpecIssuer } from '@platform/auth/issuer.spec-support';
import { freshDatabase } from '@testing/databases';
import type { Session } from '@testing/people/session';
import { PeerProxy } from '@testing/proxy/peer-proxy';
import { FreshCarrier } from './fresh-carrier';
import type { Issuer } from './issuer';
import { People } from './people';
import { otherThan, PROGRAM_CODES, PROGRAMS, type ProgramCode } from './programs';
import { aSigningKey, Side, type SideSettings } from './side';
import { TestClock } from './test-clock';
import { strayOnWire } from './wire/wire-check';

// A whole flow is some fifty calls and as many messages: well under this, but not under Jest's five seconds on a busy machine.
jest.setTimeout(90_000);

export interface WorldOptions {
  /** Further variables of each service, such as QUEUE_URL. */
  readonly environment?: Partial<Record<ProgramCode, NodeJS.ProcessEnv>>;
  /** How a service is run; in this process unless told otherwise. */
  readonly sideOf?: (settings: SideSettings) => Side;
  /** Who signs people's tokens; a miniature one unless told otherwise. */
  readonly startIssuer?: () => Promise<Issuer>;
  /** How people behave towards a service that does not answer. */
  readonly sessionType?: typeof Session;
}

/** Both services over real HTTP, each on its own database, with the line between them and the clock in the test's hands. */
export class World {
  readonly clock: TestClock;
  readonly people: People;
  /** What a test itself has put on the line for the peer to refuse, as the check on all that crossed names it. */
  readonly planted: string[] = [];
  private carriers = 0;

  constructor(
    private readonly issuer: Issuer,
    readonly sides: Readonly<Record<ProgramCode, Side>>,
    sessionType?: typeof Session,
  ) {
    this.clock = sides.CTPAT.settings.clock;
    this.people = new People(issuer, sessionType);
  }

  get ctpat(): Side {
    return this.sides.CTPAT;
  }

  get pip(): Side {
    return this.sides.PIP;
  }

  get both(): readonly [Side, Side] {
    return [this.ctpat, this.pip];
  }

  other({ program }: Side): Side {
    return this.sides[otherThan(program)];
  }

  officer(side: Side, name = 'officer'): Session {
    return this.people.signIn(side, { name, role: 'OFFICER' });
  }

  /** Some things need two persons of headquarters: the second is `hq2`. */
  headquarters(side: Side, name = 'hq'): Session {
    return this.people.signIn(side, { name, role: 'HQ' });
  }

  auditor(side: Side): Session {
    return this.people.signIn(side, { name: 'auditor', role: 'AUDITOR' });
  }

  /** A carrier that nobody knows yet, from the document of the flow. The n-th of a world has the same identifiers in every run. */
  carrier(flow: string): FreshCarrier {
    return new FreshCarrier(this.people, flow, `carrier-${++this.carriers}`);
  }

  /** Moves the one clock of both services and runs what has become due. */
  async advanceDays(days: number): Promise<void> {
    this.clock.advanceDays(days);
    for (const side of this.both) await side.runDueJobs();
  }

  /** Throws, once all is stopped, if anything crossed in this world that is in no row of the ownership table (OWN-7). */
  async stop(): Promise<void> {
    const strays = this.both.flatMap(({ line, program }) =>
      strayOnWire(line)
        .filter((stray) => !this.planted.includes(stray))
        .map((stray) => `${program} said ${stray}`),
    );
    await this.stopAll();
    if (strays.length > 0)
      throw new Error(`In no row of the ownership table, and crossed:\n${strays.join('\n')}`);
  }

  private async stopAll(): Promise<void> {
    for (const side of this.both) await side.stop();
    for (const side of this.both) await side.line.stop();
    await this.issuer.stop();
    for (const side of this.both) await side.settings.database.drop();
  }
}

/** The settings of both services, before either runs. */
export async function prepareWorld({
  environment = {},
  sideOf = (settings) => new Side(settings),
  startIssuer = () => SpecIssuer.start(),
  sessionType,
}: WorldOptions = {}): Promise<World> {
  const issuer = await startIssuer();
  const clock = new TestClock();
  const keys = { CTPAT: aSigningKey('ctpat-1'), PIP: aSigningKey('pip-1') };
  const settingsOf = async (program: ProgramCode): Promise<SideSettings> => ({
    program,
    database: await freshDatabase({ migrations: migrationsOf(PROGRAMS[program]) }),
    signingKey: keys[program],
    peerKey: keys[otherThan(program)],
    issuerUrl: issuer.url,
    jwksUrl: issuer.jwksUrl ?? issuer.url,
    clock: clock.another(),
    line: await PeerProxy.start(),
    environment: environment[program],
  });
  const [ctpat, pip] = await Promise.all(PROGRAM_CODES.map(settingsOf));
  return new World(issuer, { CTPAT: sideOf(ctpat!), PIP: sideOf(pip!) }, sessionType);
}

export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const world = await prepareWorld(options);
  try {
    // Both are waited for, so that the one that did start can be stopped where the other did not.
    const started = await Promise.allSettled(world.both.map((side) => side.start()));
    const failed = started.find((outcome) => outcome.status === 'rejected');
    if (failed) throw failed.reason;
    for (const side of world.both) side.line.leadTo(world.other(side).url);
    return world;
  } catch (error) {
    await world.stop();
    throw error;
  }
}
