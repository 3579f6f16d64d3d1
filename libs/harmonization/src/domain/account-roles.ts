/** What someone of the company may do with one account, whatever the token says of others. */
export type AccountRole = 'OFFICER' | 'USER';

/** One right to an account: of a login, or of whoever proves the e-mail; `email` is the login's own where it is known. */
export interface AccessRight {
  readonly id: string;
  readonly login: string | null;
  readonly email: string | null;
  readonly name: string | null;
  readonly role: AccountRole;
  readonly since: Date;
  readonly hasSignedIn: boolean;
}

/** One person of an account, with every right that the person has to it. */
export interface AccountPerson extends Omit<AccessRight, 'login' | 'email' | 'name'> {
  readonly rights: readonly string[];
  readonly login?: string;
  readonly email?: string;
  readonly name?: string;
}

/** PPL-1: of several rights to one account the strongest counts. */
export const strongest = (roles: readonly AccountRole[]): AccountRole =>
  roles.includes('OFFICER') ? 'OFFICER' : 'USER';

/** PPL-2: a login and the e-mail address that it proves are one person. The first right names the person. */
export function peopleOf(rights: readonly AccessRight[]): AccountPerson[] {
  const groups = new Map<string, AccessRight[]>();
  for (const right of rights) {
    const key = right.email?.toLowerCase() ?? `login:${right.login}`;
    groups.set(key, [...(groups.get(key) ?? []), right]);
  }
  return [...groups.values()].map(personOf);
}

function personOf(group: readonly AccessRight[]): AccountPerson {
  const sorted = group.toSorted((one, other) => (one.id < other.id ? -1 : 1));
  const first = sorted[0] as AccessRight;
  const known = <Name extends 'login' | 'email' | 'name'>(name: Name): string | undefined =>
    sorted.find((right) => right[name] !== null)?.[name] ?? undefined;
  return {
    id: first.id,
    rights: sorted.map(({ id }) => id),
    login: known('login'),
    email: known('email'),
    name: known('name'),
    role: strongest(sorted.map(({ role }) => role)),
    since: first.since,
    hasSignedIn: sorted.some(({ hasSignedIn }) => hasSignedIn),
  };
}

/** PPL-3: an account keeps at least one company officer who has signed in; an address that nobody has proven does not count. */
export const keepsAnOfficer = (people: readonly AccountPerson[], without: string): boolean =>
  people.some(({ id, role, hasSignedIn }) => id !== without && role === 'OFFICER' && hasSignedIn);
