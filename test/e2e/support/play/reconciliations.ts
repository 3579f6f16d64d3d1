import type { Side } from '../side';
import { untilHolds } from '../until';
import type { World } from '../world';

/** Asks for a reconciliation and waits until it is over. */
export async function reconcile(world: World, side: Side): Promise<any> {
  const officer = world.officer(side);
  const { id } = await officer.make('/v1/staff/reconciliations');
  return untilHolds(
    () => officer.read(`/v1/staff/reconciliations/${id}`),
    ({ state }) => state === 'SIGNED' || state === 'FAILED',
    'the reconciliation to be over',
  );
}
