import type { AccountPerson } from './account-roles';
import { claimAddress, oldContacts, OWNERSHIP_MOVES, ownershipMovesAt } from './ownership';
import type { Contact } from './shared-data';

const aPerson = (changes: Partial<AccountPerson>): AccountPerson => ({
  id: '1',
  rights: ['1'],
  role: 'OFFICER',
  since: new Date(0),
  hasSignedIn: true,
  ...changes,
});

const aContact = (email: string, changes: Partial<Contact> = {}): Contact => ({
  name: 'Ann',
  title: 'President',
  email,
  phone: '+17165550100',
  isCompanyOfficer: false,
  isPrimaryContact: false,
  ...changes,
});

describe('a request for an account', () => {
  it('is closed for good once it has moved, is refused or withdrawn (PPL-4)', () => {
    const closed = Object.entries(OWNERSHIP_MOVES).filter(([, next]) => next.length === 0);

    expect(closed.map(([state]) => state)).toEqual(['MOVED', 'REFUSED', 'WITHDRAWN']);
    expect(OWNERSHIP_MOVES.REQUESTED).not.toContain('MOVED');
  });

  it('moves access only after the days in which the old people may object (PPL-5)', () => {
    expect(ownershipMovesAt(new Date('2026-03-02T15:00:00Z'), 10)).toEqual(new Date('2026-03-12T15:00:00Z'));
  });

  it('is told to everyone on file, each address once (PPL-6)', () => {
    const people = [aPerson({ email: 'ann@a.example' }), aPerson({ id: '2', login: 'bob' })];
    const contacts = [
      aContact('Ann@a.example', { isCompanyOfficer: true }),
      aContact('cy@a.example', { isPrimaryContact: true }),
      aContact('driver@a.example'),
    ];

    expect(oldContacts(people, contacts)).toEqual(['ann@a.example', 'cy@a.example']);
  });
});

describe('the code of a first claim', () => {
  const contacts = [
    aContact('bob@a.example', { isCompanyOfficer: true }),
    aContact('Cy@a.example', { isPrimaryContact: true }),
  ];

  it('goes to the primary contact on file, or to a company officer on file (PPL-7)', () => {
    expect(claimAddress([], contacts)).toBe('cy@a.example');
    expect(claimAddress([], contacts.slice(0, 1))).toBe('bob@a.example');
    expect(claimAddress([], [aContact('x@a.example')])).toBeUndefined();
  });

  it('is for an account that no officer has signed in to (PPL-7)', () => {
    expect(claimAddress([aPerson({})], contacts)).toBeUndefined();
    expect(
      claimAddress([aPerson({ hasSignedIn: false }), aPerson({ id: '2', role: 'USER' })], contacts),
    ).toBe('cy@a.example');
  });
});
