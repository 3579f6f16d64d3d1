import type { Session } from '@testing/people/session';
import type { FreshCarrier } from '../fresh-carrier';
import type { Mailboxes } from '../mailbox';
import type { Side } from '../side';
import type { World } from '../world';
import { OWN_SUPPLEMENT, submit, untilState } from './application';

/** An account, and the officer of the company who invites others to it. */
export interface Company {
  readonly side: Side;
  readonly carrier: FreshCarrier;
  readonly accountNumber: string;
  /** Of the application that brought the account. */
  readonly id: string;
  readonly reference: string;
}

/** A carrier that has applied to one program alone: it has an account, and one officer. */
export async function aCompany(world: World, side: Side): Promise<Company> {
  const carrier = world.carrier('F1');
  const form = carrier.formWith(OWN_SUPPLEMENT[side.program]);
  const filed = await submit(side, carrier, form, { standalone: true });
  const { accountNumber, reference } = await untilState(world, side, filed, 'IN_REVIEW');
  return { side, carrier, accountNumber, id: filed.id, reference };
}

export interface Joined {
  readonly email: string;
  readonly session: Session;
  /** Of the person's right to the account, and of the invitation that gave it. */
  readonly id: string;
  readonly invitation: string;
}

/** Someone of the company signs in whom nobody has invited yet. */
export function someone(
  world: World,
  { side, carrier }: Pick<Company, 'side' | 'carrier'>,
  token: 'CARRIER_OFFICER' | 'CARRIER_USER' = 'CARRIER_OFFICER',
): { email: string; session: Session } {
  const name = `newcomer-${++newcomers}`;
  const email = `${name}@${carrier.officerEmail.split('@')[1]}`;
  return { email, session: world.people.signIn(side, { name, role: token, email }) };
}

let newcomers = 0;

/** What the newcomer's token says, and what the invitation gives. */
export interface Terms {
  readonly token?: 'CARRIER_OFFICER' | 'CARRIER_USER';
  readonly role?: 'OFFICER' | 'USER';
}

/** The company's officer invites someone, who takes the invitation with the code of the mail. */
export async function joinAccount(
  world: World,
  mail: Mailboxes,
  company: Pick<Company, 'side' | 'carrier' | 'accountNumber'>,
  { token = 'CARRIER_OFFICER', role = 'USER' }: Terms = {},
): Promise<Joined> {
  const users = `/v1/accounts/${company.accountNumber}/users`;
  const officer = company.carrier.at(company.side);
  const newcomer = someone(world, company, token);
  const { id: invitation } = await officer.make(users, { email: newcomer.email, role });
  const code = await mail.codeFor(company.side, newcomer.email);
  await newcomer.session.make('/v1/invitations/accept', { code });
  const { items } = await officer.read(users);
  return { ...newcomer, invitation, id: items.find(({ email }: any) => email === newcomer.email).id };
}
