import { Gate } from '@testing/proxy/behaviours';
import type { ApplicationForm, SupplementName } from '@harmonization/domain/application-form';
import { untilHolds } from '../until';
import type { FreshCarrier } from '../fresh-carrier';
import type { ProgramCode } from '../programs';
import type { Side } from '../side';
import type { World } from '../world';

/** An application as the test follows it: where it was made, by whom. */
export interface Filed {
  readonly id: string;
  readonly entry: Side;
  readonly carrier: FreshCarrier;
}

export interface Claims {
  readonly accountNumber?: string;
  readonly peerMembership?: { readonly accountNumber: string; readonly code: string };
  readonly standalone?: boolean;
}

export const OWN_SUPPLEMENT: Readonly<Record<ProgramCode, SupplementName>> = {
  CTPAT: 'usSupplement',
  PIP: 'canadianSupplement',
};

/** Submits the form at a service as the carrier's officer. */
export async function submit(
  entry: Side,
  carrier: FreshCarrier,
  form: Partial<ApplicationForm> = carrier.form,
  claims: Claims = {},
): Promise<Filed> {
  const { id } = await carrier.at(entry).make<{ id: string }>('/v1/applications', { ...claims, form });
  return { id, entry, carrier };
}

/** The application as staff of a service read it; undefined before it is known there. */
export async function applicationAt(world: World, side: Side, id: string): Promise<any> {
  const answer = await world.officer(side).get(`/v1/staff/applications/${id}`);
  return answer.status === 404 ? undefined : answer.body;
}

/** Waits until the application has the state at a service. */
export const untilState = (world: World, side: Side, { id }: Filed, ...states: string[]): Promise<any> =>
  untilHolds(
    () => applicationAt(world, side, id),
    (application) => states.includes(application?.state),
    `application ${id} to be ${states.join(' or ')} at ${side.program}`,
  );

export type AccountNumbers = Readonly<Record<ProgramCode, string>>;

/** Waits until both services review the application and hold an account for it. */
export async function untilReviewedByBoth(world: World, filed: Filed): Promise<AccountNumbers> {
  const numberAt = async (side: Side): Promise<string> => {
    const isReady = (found: any): boolean =>
      found?.state === 'IN_REVIEW' && Boolean(found.accountNumber && found.linkId);
    const what = `application ${filed.id} to be in review with an account and a link at ${side.program}`;
    return (await untilHolds(() => applicationAt(world, side, filed.id), isReady, what)).accountNumber;
  };
  return { CTPAT: await numberAt(world.ctpat), PIP: await numberAt(world.pip) };
}

/** Files the same carrier at both services before either has heard of the other's application; the lower id first. */
export async function fileAtBoth(world: World, carrier: FreshCarrier): Promise<[Filed, Filed]> {
  const gates = world.both.map((side) => {
    const gate = new Gate();
    side.line.behave = gate.behave;
    return gate;
  });
  const filed = await Promise.all(world.both.map((side) => submit(side, carrier)));
  gates.forEach((gate) => gate.openLatestFirst());
  return filed.toSorted((one, other) => (one.id < other.id ? -1 : 1)) as [Filed, Filed];
}
