import type { Session } from '@testing/people/session';
import { CheckedSession } from './answers/checked-session';
import type { Issuer } from './issuer';
import { audienceOf, type ProgramCode } from './programs';

export type Role = 'CARRIER_OFFICER' | 'CARRIER_USER' | 'OFFICER' | 'HQ' | 'AUDITOR';

export interface Person {
  /** The word before the `@`; each program has its own directory of people. */
  readonly name: string;
  readonly role: Role;
  readonly email?: string;
}

/** Anyone signed in at a service. The token is that program's own, unless another's audience is named. */
export interface Service {
  readonly program: ProgramCode;
  readonly url: string;
}

const OFFICES: Partial<Record<Role, string>> = {
  OFFICER: 'Field office',
  HQ: 'Headquarters',
  AUDITOR: 'Audit',
};

/** Signs people in: tokens of the miniature issuer for any login, e-mail and role. */
export class People {
  private readonly tokens = new Map<string, Promise<string>>();

  constructor(
    private readonly issuer: Issuer,
    private readonly sessionType: typeof Session = CheckedSession,
  ) {}

  signIn(service: Service, person: Person, audience: ProgramCode = service.program): Session {
    const login = `${person.name}@${audience.toLowerCase()}`;
    return new this.sessionType(
      login,
      () => service.url,
      () => this.token(person, login, audience),
    );
  }

  /** The token itself, for tools that make their own calls. */
  async tokenFor({ program }: Service, person: Person): Promise<string> {
    return this.token(person, `${person.name}@${program.toLowerCase()}`, program);
  }

  private token(person: Person, login: string, audience: ProgramCode): Promise<string> {
    const key = JSON.stringify([person, audience]);
    const known =
      this.tokens.get(key) ??
      this.issuer.token(claimsOf(person, login), { expiresIn: '2h', audience: audienceOf(audience) });
    this.tokens.set(key, known);
    return known;
  }
}

const claimsOf = ({ name, role, email }: Person, login: string): Record<string, unknown> => ({
  sub: login,
  name: name.charAt(0).toUpperCase() + name.slice(1),
  email: email ?? `${login}.example`,
  email_verified: true,
  roles: [role],
  ...(OFFICES[role] ? { office: OFFICES[role] } : {}),
});
