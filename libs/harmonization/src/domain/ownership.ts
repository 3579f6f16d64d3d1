import type { AccountPerson } from './account-roles';
import type { Contact } from './shared-data';

export type OwnershipState = 'REQUESTED' | 'WAITING' | 'OBJECTED' | 'MOVED' | 'REFUSED' | 'WITHDRAWN';

/** PPL-4: where a request for an account may go; what is closed stays closed. */
export const OWNERSHIP_MOVES: Readonly<Record<OwnershipState, readonly OwnershipState[]>> = {
  REQUESTED: ['WAITING', 'REFUSED', 'WITHDRAWN'],
  WAITING: ['MOVED', 'OBJECTED', 'WITHDRAWN'],
  OBJECTED: ['MOVED', 'REFUSED', 'WITHDRAWN'],
  MOVED: [],
  REFUSED: [],
  WITHDRAWN: [],
};

const DAY = 86_400_000;

/** PPL-5: access moves only once the old people of the account have had time to object; an objection goes back to staff. */
export const ownershipMovesAt = (approvedAt: Date, objectionDays: number): Date =>
  new Date(approvedAt.getTime() + objectionDays * DAY);

/** PPL-6: everyone on file is told: whoever may act on the account, and its contacts that answer for the company. */
export function oldContacts(people: readonly AccountPerson[], contacts: readonly Contact[]): string[] {
  const answering = contacts.filter(
    ({ isCompanyOfficer, isPrimaryContact }) => isCompanyOfficer || isPrimaryContact,
  );
  const addresses = [...people.flatMap(({ email }) => email ?? []), ...answering.map(({ email }) => email)];
  return [...new Set(addresses.map((address) => address.toLowerCase()))];
}

/**
 * PPL-7: an account is claimed by code while no company officer has ever signed in to it; the code goes to the contact on file,
 * never to an address that the claimant names. The address, or undefined where it cannot be claimed in this way.
 */
export function claimAddress(
  people: readonly AccountPerson[],
  contacts: readonly Contact[],
): string | undefined {
  if (people.some(({ role, hasSignedIn }) => role === 'OFFICER' && hasSignedIn)) return undefined;
  const contact =
    contacts.find(({ isPrimaryContact }) => isPrimaryContact) ??
    contacts.find(({ isCompanyOfficer }) => isCompanyOfficer);
  return contact?.email.toLowerCase();
}
