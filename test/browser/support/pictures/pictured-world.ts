import { applicationAt, submit } from '../../../e2e/support/play/application';
import { upload } from '../../../e2e/support/play/documents';
import { becomeMemberOfBoth, playFlow, redeem, type Linked } from '../../../e2e/support/play/flows';
import { untilHostCase } from '../../../e2e/support/play/host-case';
import { untilAllSaid } from '../../../e2e/support/play/review';
import { untilHolds } from '../../../e2e/support/until';
import type { World } from '../../../e2e/support/world';

/** What the pictures show: one linked carrier, one that is linking its two memberships, a newcomer’s draft, and some open work. */
export interface Pictured {
  readonly linked: Linked;
  readonly hostCase: string;
  readonly validation: string;
  readonly draft: string;
  readonly drafter: ReturnType<World['officer']>;
  readonly linking: { readonly session: ReturnType<World['officer']>; readonly linkId: string };
}

export async function picturedWorld(world: World): Promise<Pictured> {
  // First what moves the clock: a draft would expire and a case fall due meanwhile.
  const linked = await playFlow(world, 'F1');
  const linking = await beginLinking(world);
  await editPhone(world, linked);
  await handDocumentIn(world, linked);
  const hostCase = await openHostCase(world);
  const validation = await planVisit(world, linked);
  const newcomer = world.carrier('F2');
  const form = newcomer.formWith('usSupplement', 'canadianSupplement');
  const drafter = newcomer.at(world.pip);
  const { id: draft } = await drafter.make('/v1/applications?draft=true', { form });
  await world.officer(world.ctpat).make('/v1/staff/reconciliations', {});
  await untilAllSaid(world);
  for (const side of world.both) await side.runDueJobs();
  return { linked, hostCase, validation, draft, drafter, linking };
}

async function editPhone(world: World, { filed, accountNumbers }: Linked): Promise<void> {
  const path = `/v1/accounts/${accountNumbers.CTPAT}`;
  await filed.carrier.at(world.ctpat).edit(path, { phone: '+12125550177' });
  await untilAllSaid(world);
}

async function handDocumentIn(world: World, { filed, accountNumbers }: Linked): Promise<void> {
  const query = { name: 'yard-plan.pdf', visibility: 'SHARED', criterion: '9.1' };
  await upload(filed.carrier.at(world.ctpat), accountNumbers.CTPAT, { query });
}

async function openHostCase(world: World): Promise<string> {
  const carrier = world.carrier('F1');
  const attestations = { ...carrier.form.attestations, secondHeadOffice: true };
  const filed = await submit(world.ctpat, carrier, { ...carrier.form, attestations });
  return (await untilHostCase(world, world.ctpat, filed)).id;
}

async function planVisit(world: World, { accountNumbers }: Linked): Promise<string> {
  const officer = world.officer(world.ctpat);
  const path = `/v1/staff/accounts/${accountNumbers.CTPAT}/validations`;
  const { id } = await officer.make<{ id: string }>(path, { kind: 'REVALIDATION' });
  const visit = { visitOn: world.clock.dateIn(31), visitEndsOn: world.clock.dateIn(33) };
  await officer.make(`/v1/staff/validations/${id}/notice`, visit);
  return id;
}

/** A member of both whose differences wait for its word. */
async function beginLinking(world: World): Promise<Pictured['linking']> {
  const carrier = world.carrier('F7');
  const numbers = await becomeMemberOfBoth(world, carrier);
  const filed = await redeem(world, carrier, numbers, world.ctpat);
  const { linkId } = await untilHolds(
    () => applicationAt(world, world.ctpat, filed.id),
    (found) => Boolean(found?.linkId),
    'a link whose differences can be shown',
  );
  const session = carrier.at(world.ctpat);
  await untilHolds(
    () => session.get(`/v1/links/${linkId}/differences`),
    ({ status }) => status === 200,
    'the differences',
  );
  return { session, linkId };
}
