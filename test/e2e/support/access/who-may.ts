import type { Session } from '@testing/people/session';

/** The people that each route is tried by. */
export const PEOPLE = [
  'stranger',
  'foreigner',
  'auditor',
  'specialist',
  'headquarters',
  'user',
  'member',
  'officer',
] as const;

/**
 * officer: the company's officer · member: who only uses the account, with an officer's token · user: the same with a user's token ·
 * stranger: an officer of another carrier · specialist, headquarters, auditor: staff · foreigner: an officer of the other program.
 */
export type Person = (typeof PEOPLE)[number];

export type Cast = Readonly<Record<Person, Session>>;

/** What a person hears: a refusal of access, or anything that is none (whatever the thing's state then allows). */
export type Hears = 'enters' | 401 | 403 | 404;

export type Access = Readonly<Record<Person, Hears>>;

const STAFF = { specialist: 403, headquarters: 403, auditor: 403, foreigner: 401 } as const;
const CARRIERS = { officer: 403, member: 403, user: 403, stranger: 403, foreigner: 401 } as const;

/** Only the company's officer, by token and on the account: what is someone else's does not exist. */
export const COMPANY_OFFICER: Access = { officer: 'enters', member: 403, user: 403, stranger: 404, ...STAFF };
/** Whoever may act on the account. */
export const COMPANY: Access = {
  officer: 'enters',
  member: 'enters',
  user: 'enters',
  stranger: 404,
  ...STAFF,
};
/** Any carrier's officer, about itself. */
export const ANY_OFFICER: Access = {
  officer: 'enters',
  member: 'enters',
  user: 403,
  stranger: 'enters',
  ...STAFF,
};
export const ANY_CARRIER: Access = { ...ANY_OFFICER, user: 'enters' };
export const SIGNED_IN: Access = {
  ...ANY_CARRIER,
  specialist: 'enters',
  headquarters: 'enters',
  auditor: 'enters',
};
export const PUBLIC: Access = { ...SIGNED_IN, foreigner: 'enters' };
/** Only the other service, by its signature. */
export const PEER: Access = {
  officer: 401,
  member: 401,
  user: 401,
  stranger: 401,
  specialist: 401,
  headquarters: 401,
  auditor: 401,
  foreigner: 401,
};
export const STAFF_READS: Access = {
  specialist: 'enters',
  headquarters: 'enters',
  auditor: 'enters',
  ...CARRIERS,
};
export const STAFF_ACTS: Access = { ...STAFF_READS, auditor: 403 };
export const HEADQUARTERS_ACTS: Access = { ...STAFF_ACTS, specialist: 403 };
export const HEADQUARTERS_READS: Access = { ...STAFF_READS, specialist: 403 };

const REFUSALS = [401, 403, 404];

/** What a status says about access, in the words of what was expected: of staff's things that are not there a 404 is no refusal. */
export function heard(status: number, expected: Hears, path: string): 'enters' | number {
  if (status >= 500) return status;
  const isStaffs = path.startsWith('/v1/staff/');
  const isRefusal = REFUSALS.includes(status) && !(status === 404 && isStaffs);
  return expected === 'enters' && !isRefusal ? 'enters' : status;
}
