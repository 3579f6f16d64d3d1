import type { AccountPerson, AccountRole } from '../domain/account-roles';
import type { AccountInvitation } from './account-invitation.entity';

/** Someone who may act on the account, as its company officers see them. */
export interface UserView {
  id: string;
  login?: string;
  email?: string;
  name?: string;
  role: AccountRole;
  since: Date;
  /** False for an address that nobody has signed in with yet. */
  hasSignedIn: boolean;
}

export interface InvitationView {
  id: string;
  email: string;
  role: AccountRole;
  invitedAt: Date;
  expiresAt: Date;
}

export const userView = ({ rights: _rights, ...person }: AccountPerson): UserView => person;

export const invitationView = (invitation: AccountInvitation): InvitationView => ({
  id: invitation.id,
  email: invitation.email,
  role: invitation.role,
  invitedAt: invitation.invitedAt,
  expiresAt: invitation.expiresAt,
});
