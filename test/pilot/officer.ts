import { until } from './api';
import type { AccountView, ApplicationView } from './carrier';
import type { Program, World } from './world';

interface ValidationView {
  id: string;
  state: string;
  performedHere: boolean;
}

/** Days between the notice and the visit that every program promises. */
const NOTICE_DAYS = 30;

const addDays = (date: string, days: number): string =>
  new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);

/** Checks the headquarters: required before a link goes active. */
export async function checkHeadquarters(at: Program, applicationId: string): Promise<void> {
  await at.officer.post(`/v1/staff/applications/${applicationId}/headquarters`, { outcome: 'VERIFIED' });
}

export async function approve(at: Program, applicationId: string): Promise<void> {
  await at.officer.post(`/v1/staff/applications/${applicationId}/decision`, { outcome: 'APPROVED' });
}

/** Plans the validation and announces the visit for the first day that the notice period allows. */
export async function announceVisit(
  world: World,
  at: Program,
  accountNumber: string,
  kind: 'INITIAL' | 'REVALIDATION' = 'INITIAL',
): Promise<string> {
  const visitOn = addDays(await world.today(), NOTICE_DAYS + 1);
  const planned = await at.officer.post<ValidationView>(`/v1/staff/accounts/${accountNumber}/validations`, {
    kind,
  });
  await at.officer.post(`/v1/staff/validations/${planned.id}/notice`, {
    visitOn,
    visitEndsOn: addDays(visitOn, 2),
  });
  return planned.id;
}

/** Visits, reports, and passes the carrier; the notice period is over. */
export async function visit(at: Program, validationId: string): Promise<void> {
  await at.officer.post(`/v1/staff/validations/${validationId}/start`);
  await at.officer.post(`/v1/staff/validations/${validationId}/report`, {
    summary: 'All criteria are met on site.',
  });
  await at.officer.post(`/v1/staff/validations/${validationId}/outcome`, { outcome: 'PASSED' });
}

/** Recognizes the other program's validation (the named one, else any that passed), once it has arrived. */
export async function recognize(at: Program, accountNumber: string, id?: string): Promise<void> {
  const passed = (validation: ValidationView): boolean =>
    !validation.performedHere && validation.state === 'PASSED' && (id === undefined || validation.id === id);
  const { items } = await until(
    `the other program's validation of ${accountNumber} at ${at.code}`,
    () => at.officer.get<{ items: ValidationView[] }>(`/v1/staff/accounts/${accountNumber}/validations`),
    (answer) => answer.items.some(passed),
  );
  await at.officer.post(`/v1/staff/validations/${items.find(passed)!.id}/recognition`, {
    outcome: 'RECOGNIZED',
  });
}

export async function setStatus(
  at: Program,
  accountNumber: string,
  to: string,
  reasonCode?: string,
): Promise<void> {
  await at.officer.post(`/v1/staff/accounts/${accountNumber}/status`, { to, reasonCode });
}

/** Agrees to the move of a link's host, once the request has arrived. */
export async function voteOnTransfer(at: Program, linkId: string): Promise<void> {
  const queue = `/v1/staff/cases?kind=HOST_TRANSFER&subjectId=${linkId}`;
  const { items } = await until(
    `the HOST_TRANSFER case of link ${linkId} at ${at.code}`,
    () => at.officer.get<{ items: { id: string }[] }>(queue),
    (page) => page.items.length > 0,
  );
  const vote = { choice: 'MOVE', reason: 'The headquarters are in the other country now.' };
  await at.officer.post(`/v1/staff/cases/${items[0]!.id}/resolve`, vote);
}

export const staffAccount = (at: Program, accountNumber: string): Promise<AccountView> =>
  at.officer.get(`/v1/staff/accounts/${accountNumber}`);

/** The program's own number for an application that was made at the other, once it has opened the account. */
export async function accountOf(at: Program, applicationId: string): Promise<string> {
  const view = await until(
    `the account of application ${applicationId} at ${at.code}`,
    () => at.officer.get<ApplicationView>(`/v1/staff/applications/${applicationId}`).catch(() => undefined),
    (answer) => answer?.accountNumber !== undefined,
  );
  return view!.accountNumber!;
}
