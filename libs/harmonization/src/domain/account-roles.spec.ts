import { keepsAnOfficer, peopleOf, strongest, type AccessRight } from './account-roles';

const aRight = (changes: Partial<AccessRight>): AccessRight => ({
  id: '1',
  login: null,
  email: null,
  name: null,
  role: 'USER',
  since: new Date(0),
  hasSignedIn: false,
  ...changes,
});

describe('rights to an account', () => {
  it('count by the strongest (PPL-1)', () => {
    expect([strongest(['USER']), strongest(['USER', 'OFFICER'])]).toEqual(['USER', 'OFFICER']);
  });

  it('of a login and of the address that it proves are one person (PPL-2)', () => {
    const people = peopleOf([
      aRight({ id: '2', email: 'Ann@b.example', role: 'OFFICER' }),
      aRight({ id: '1', login: 'ann', email: 'ann@b.example', name: 'Ann', hasSignedIn: true }),
      aRight({ id: '3', login: 'bob' }),
    ]);

    expect(people).toMatchObject([
      { id: '1', rights: ['1', '2'], login: 'ann', name: 'Ann', role: 'OFFICER', hasSignedIn: true },
      { id: '3', rights: ['3'], login: 'bob', role: 'USER', hasSignedIn: false },
    ]);
  });

  it('leave an officer who has signed in, or do not change (PPL-3)', () => {
    const officer = aRight({ id: '1', login: 'ann', role: 'OFFICER', hasSignedIn: true });
    const address = aRight({ id: '2', email: 'bob@b.example', role: 'OFFICER' });
    const user = aRight({ id: '3', login: 'cy', hasSignedIn: true });
    const other = aRight({ id: '4', login: 'di', role: 'OFFICER', hasSignedIn: true });

    expect(keepsAnOfficer(peopleOf([officer, address, user]), '1')).toBe(false);
    expect(keepsAnOfficer(peopleOf([officer, address, user]), '2')).toBe(true);
    expect(keepsAnOfficer(peopleOf([officer, other]), '1')).toBe(true);
  });
});
