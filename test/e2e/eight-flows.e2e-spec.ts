import type { FlowName } from '@harmonization/domain/scenario';
import { playFlow, type EntryAt } from './support/play/flows';
import { expectDecidedByBoth, expectOneEditor, expectWholeAndEqual } from './support/play/link-checks';
import { startWorld, type World } from './support/world';

const FLOWS: FlowName[] = ['F1', 'F2', 'F3', 'F4', 'F5', 'F6', 'F7', 'F8'];
const ENTRIES: EntryAt[] = ['host', 'client'];
const EVERY = FLOWS.flatMap((flow) => ENTRIES.map((at) => [flow, at] as const));

describe('the eight flows', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world?.stop());

  it.each(EVERY)(
    '%s, applied for at the %s, ends with two full members, linked under the right host',
    async (flow, at) => {
      const linked = await playFlow(world, flow, at);

      await expectDecidedByBoth(world, linked, flow);
      await expectWholeAndEqual(world, linked);
      await expectOneEditor(linked);
    },
  );
});
