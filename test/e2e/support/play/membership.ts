import type { ApplicationForm } from '@harmonization/domain/application-form';
import type { FreshCarrier } from '../fresh-carrier';
import type { ProgramCode } from '../programs';
import type { Side } from '../side';
import type { World } from '../world';
import { OWN_SUPPLEMENT, submit, untilState, type Filed } from './application';
import {
  approve,
  recognize,
  setStatus,
  signTerms,
  untilStatus,
  validate,
  verifyHeadquarters,
} from './review';

/** The work of one program, in its own order, until the carrier is a full member. */
export interface Joining {
  readonly filed: Filed;
  readonly accountNumber: string;
  /** The visit: carried out here, or the other program's recognized. */
  readonly visit: 'OWN' | 'RECOGNIZED';
}

export const FULL_MEMBER: Readonly<Record<ProgramCode, string>> = {
  CTPAT: 'CERTIFIED_VALIDATED',
  PIP: 'MEMBER',
};

const visited = (world: World, side: Side, { accountNumber, visit }: Joining): Promise<unknown> =>
  visit === 'OWN' ? validate(world, side, accountNumber) : recognize(world, side, accountNumber);

/** C-TPAT certifies on paper first and validates later. */
async function joinCtpat(world: World, joining: Joining): Promise<void> {
  await approve(world, world.ctpat, joining.filed.id);
  await visited(world, world.ctpat, joining);
  await setStatus(world.officer(world.ctpat), joining.accountNumber, 'CERTIFIED_VALIDATED');
}

/** PIP visits first, then decides; the terms are signed last. */
async function joinPip(world: World, joining: Joining): Promise<void> {
  await visited(world, world.pip, joining);
  await approve(world, world.pip, joining.filed.id);
  await signTerms(joining.filed);
  await untilStatus(world, world.pip, joining.accountNumber, 'MEMBER');
}

export const join = (world: World, side: Side, joining: Joining): Promise<void> =>
  side.program === 'CTPAT' ? joinCtpat(world, joining) : joinPip(world, joining);

/** Brings a carrier to a full membership of one program alone, by a standalone application; answers its account number. */
export async function becomeMember(
  world: World,
  side: Side,
  carrier: FreshCarrier,
  changes: Partial<ApplicationForm['common']> = {},
): Promise<string> {
  const form = carrier.formWith(OWN_SUPPLEMENT[side.program]);
  const filed = await submit(
    side,
    carrier,
    { ...form, common: { ...form.common, ...changes } },
    { standalone: true },
  );
  const { accountNumber } = await untilState(world, side, filed, 'IN_REVIEW');
  await verifyHeadquarters(world, side, filed.id);
  await join(world, side, { filed, accountNumber, visit: 'OWN' });
  return accountNumber;
}
