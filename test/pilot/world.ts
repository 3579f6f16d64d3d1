import { Session } from './api';

export interface Endpoints {
  readonly ctpat: string;
  readonly pip: string;
  readonly issuer: string;
  readonly control: string;
}

export type ProgramName = 'ctpat' | 'pip';

/** One of the two services, as the pilot's people reach it. */
export interface Program {
  readonly name: ProgramName;
  readonly code: string;
  readonly country: string;
  readonly ownSupplement: 'usSupplement' | 'canadianSupplement';
  /** The status that the pilot ends with. */
  readonly finalStatus: string;
  readonly officer: Session;
}

export const FINAL_STATUS: Record<ProgramName, string> = { ctpat: 'CERTIFIED_VALIDATED', pip: 'MEMBER' };

/** The two services, their people and the clock: nothing but HTTP, the clock's loopback control being the only thing beside the API. */
export class World {
  private constructor(
    private readonly endpoints: Endpoints,
    readonly ctpat: Program,
    readonly pip: Program,
  ) {}

  static async open(endpoints: Endpoints): Promise<World> {
    const program = async (name: ProgramName): Promise<Program> => ({
      name,
      code: name.toUpperCase(),
      country: name === 'ctpat' ? 'US' : 'CA',
      ownSupplement: name === 'ctpat' ? 'usSupplement' : 'canadianSupplement',
      finalStatus: FINAL_STATUS[name],
      officer: await signIn(endpoints, name, `officer@${name}`),
    });
    return new World(endpoints, await program('ctpat'), await program('pip'));
  }

  other(program: Program): Program {
    return program === this.ctpat ? this.pip : this.ctpat;
  }

  ofCountry(country: string): Program {
    return country === this.ctpat.country ? this.ctpat : this.pip;
  }

  /** Signs an officer of a carrier in with the e-mail that stands on its application. */
  async carrier(program: Program, login: string, email: string): Promise<Session> {
    return signIn(this.endpoints, program.name, `${login}@${program.name}`, email);
  }

  /** The business date, as both services see it. */
  async today(): Promise<string> {
    const response = await fetch(`${this.endpoints.control}/clock`);
    return ((await response.json()) as { now: string }).now.slice(0, 10);
  }

  /** Moves both services' clocks and runs their scheduled jobs. */
  async advanceDays(advanceDays: number): Promise<string> {
    const response = await fetch(`${this.endpoints.control}/clock`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ advanceDays }),
    });
    if (!response.ok) throw new Error(`the clock could not be moved: ${await response.text()}`);
    return ((await response.json()) as { now: string }).now.slice(0, 10);
  }
}

async function signIn(
  endpoints: Endpoints,
  name: ProgramName,
  login: string,
  email?: string,
): Promise<Session> {
  const form = new URLSearchParams({
    grant_type: 'urn:harmonization:dev-login',
    client_id: 'tools',
    login,
    ...(email ? { email } : {}),
  });
  const response = await fetch(`${endpoints.issuer}/token`, { method: 'POST', body: form });
  if (!response.ok) throw new Error(`${login} could not sign in: ${await response.text()}`);
  const { access_token: token } = (await response.json()) as { access_token: string };
  return new Session(endpoints[name], token);
}
