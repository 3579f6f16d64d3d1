import type { Session } from '@testing/people/session';
import { until, untilHolds } from '../until';
import type { Side } from '../side';
import type { World } from '../world';
import type { Filed } from './application';

/** What officers of one program do with an application and its account. */
export const verifyHeadquarters = (
  world: World,
  side: Side,
  id: string,
  outcome = 'VERIFIED',
): Promise<any> => world.officer(side).make(`/v1/staff/applications/${id}/headquarters`, { outcome });

export const approve = (world: World, side: Side, id: string): Promise<any> =>
  world.officer(side).make(`/v1/staff/applications/${id}/decision`, { outcome: 'APPROVED' });

/** Denies; where a denial is proposed first, the carrier is heard and the denial is then made. */
export async function deny(
  world: World,
  side: Side,
  id: string,
  reasonCode = 'CRITERIA_NOT_MET',
): Promise<any> {
  const decide = (): Promise<any> =>
    world.officer(side).make(`/v1/staff/applications/${id}/decision`, { outcome: 'DENIED', reasonCode });
  const decided = await decide();
  const account = await accountAt(world, side, decided.accountNumber);
  if (account.status !== 'DENIAL_PROPOSED') return decided;
  const { email } = account.shared.contacts.find((contact: any) => contact.isCompanyOfficer);
  const carrier = world.people.signIn(side, { name: 'heard', role: 'CARRIER_OFFICER', email });
  await carrier.make(`/v1/accounts/${account.accountNumber}/representations`, { text: 'We disagree.' });
  return decide();
}

/** An officer, or headquarters where the move is theirs alone, moves an account along its life cycle. */
export const setStatus = (
  by: Session,
  accountNumber: string,
  to: string,
  reasonCode?: string,
): Promise<any> => by.make(`/v1/staff/accounts/${accountNumber}/status`, { to, reasonCode });

export const accountAt = (world: World, side: Side, accountNumber: string): Promise<any> =>
  world.officer(side).read(`/v1/staff/accounts/${accountNumber}`);

export const validationsAt = async (world: World, side: Side, accountNumber: string): Promise<any[]> =>
  (await world.officer(side).read<{ items: any[] }>(`/v1/staff/accounts/${accountNumber}/validations`)).items;

const saidAll = async (world: World, side: Side): Promise<boolean> =>
  (await world.officer(side).read<{ pending: number }>('/v1/staff/exchange')).pending === 0;

/** Waits until neither service has anything left to say to the other, nor an answer on its way. */
export async function untilAllSaid(world: World): Promise<void> {
  const { ctpat, pip } = world;
  const isQuiet = async (): Promise<boolean> =>
    (await saidAll(world, ctpat)) && (await saidAll(world, pip)) && saidAll(world, ctpat);
  await until(isQuiet, { what: 'both services to have said all' });
}

/** From plan to a passed outcome; the 30 days of the notice pass on the clock. */
export async function validate(world: World, side: Side, accountNumber: string): Promise<string> {
  const officer = world.officer(side);
  const { id } = await officer.make(`/v1/staff/accounts/${accountNumber}/validations`, { kind: 'INITIAL' });
  await officer.make(`/v1/staff/validations/${id}/notice`, {
    visitOn: world.clock.dateIn(30),
    visitEndsOn: world.clock.dateIn(31),
  });
  // A month that passes over a message on its way would be an outage of a month: a proposal expires.
  await untilAllSaid(world);
  await world.advanceDays(30);
  await officer.make(`/v1/staff/validations/${id}/start`);
  await officer.make(`/v1/staff/validations/${id}/report`, { summary: 'All criteria were seen to be met.' });
  await officer.make(`/v1/staff/validations/${id}/outcome`, { outcome: 'PASSED' });
  return id;
}

/** Recognizes the other program's passed validation as soon as it is known. */
export async function recognize(world: World, side: Side, accountNumber: string): Promise<void> {
  const passed = (rows: any[]): boolean => rows.some((row) => !row.performedHere && row.state === 'PASSED');
  const rows = await untilHolds(
    () => validationsAt(world, side, accountNumber),
    passed,
    `a validation to recognize at ${side.program}`,
  );
  const { id } = rows.find((row) => !row.performedHere && row.state === 'PASSED');
  await world.officer(side).make(`/v1/staff/validations/${id}/recognition`, { outcome: 'RECOGNIZED' });
}

/** The carrier signs the terms that it is asked for, where it has applied. */
export async function signTerms({
  id,
  entry,
  carrier,
}: Pick<Filed, 'id' | 'entry' | 'carrier'>): Promise<void> {
  const read = (): Promise<any> => carrier.at(entry).read(`/v1/applications/${id}`);
  await untilHolds(read, ({ asks }) => asks.some((ask: any) => ask.kind === 'TERMS'), 'terms to be due');
  await carrier.at(entry).make(`/v1/applications/${id}/terms`);
}

/** Waits until an account has the status. */
export const untilStatus = (world: World, side: Side, accountNumber: string, status: string): Promise<any> =>
  untilHolds(
    () => accountAt(world, side, accountNumber),
    (account) => account.status === status,
    `${accountNumber} to be ${status}`,
  );
