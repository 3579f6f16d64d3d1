import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { FlowName } from '@harmonization/domain/scenario';
import type { Behaviour } from '@testing/proxy/behaviours';
import { PersistentSession } from './support/persistent-session';
import { untilReviewedByBoth } from './support/play/application';
import { playFlow } from './support/play/flows';
import { expectDecidedByBoth, expectOneEditor, expectWholeAndEqual } from './support/play/link-checks';
import { buildServices, ProcessSide } from './support/service-process';
import { startWorld, type World } from './support/world';

/** The same deaths for the same seed (mulberry32), so that a failed round can be played again. */
function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

// Each death costs the start of a process, some seconds on a busy machine.
jest.setTimeout(240_000);

describe('services killed with kill -9', () => {
  let world: World;
  beforeAll(async () => {
    buildServices();
    world = await startWorld({
      sideOf: (settings) => new ProcessSide(settings),
      sessionType: PersistentSession,
    });
  });
  afterEach(async () => {
    await Promise.all(processes().map((side) => side.settled()));
    for (const side of world.both) side.line.behave = (_, forward) => forward();
  });
  afterAll(() => world?.stop());

  const processes = (): ProcessSide[] => [...world.both] as ProcessSide[];

  /** One of the first dozen batches on a line kills its sender or its receiver: before it arrives, while it is worked on, or once it is done. */
  function deadly(sender: ProcessSide, receiver: ProcessSide, next: () => number): Behaviour {
    const fatal = 1 + Math.floor(next() * 12);
    let batches = 0;
    return async (_, forward) => {
      if (++batches !== fatal) return forward();
      const victim = next() < 0.5 ? sender : receiver;
      const moment = next();
      const answer = moment < 0.3 ? undefined : forward().catch(() => 'BROKEN' as const);
      if (moment > 0.7) await answer;
      else await delay(next() * 60);
      victim.dieAndComeBack(() => Promise.all([sender.hurry(), receiver.hurry()]));
      return 'BROKEN';
    };
  }

  it.each<[number, FlowName]>([
    [1, 'F1'],
    [2, 'F4'],
    [3, 'F7'],
    [4, 'F2'],
  ])('complete their flow after they are started again (round %i, %s)', async (seed, flow) => {
    const next = numbersFrom(seed);
    const [ctpat, pip] = processes() as [ProcessSide, ProcessSide];
    const before = ctpat.deaths + pip.deaths;
    ctpat.line.behave = deadly(ctpat, pip, next);
    pip.line.behave = deadly(pip, ctpat, next);

    const linked = await playFlow(world, flow);

    await expectDecidedByBoth(world, linked, flow);
    await expectWholeAndEqual(world, linked);
    await expectOneEditor(linked);
    expect(ctpat.deaths + pip.deaths).toBeGreaterThan(before);
    for (const side of world.both) {
      const live = await side.rows(
        `SELECT local_account_number FROM link WHERE live GROUP BY local_account_number HAVING count(*) > 1`,
      );
      expect(live).toEqual([]);
      expect(await side.rows(`SELECT usdot FROM account GROUP BY usdot HAVING count(*) > 1`)).toEqual([]);
    }
  });

  it.each([5, 15, 40])(
    'lose no application that they have acknowledged, and make none twice (killed after %i ms)',
    async (afterMs) => {
      const carrier = world.carrier('F1');
      const [entry] = processes() as [ProcessSide, ProcessSide];
      const key = { 'idempotency-key': randomUUID() };
      const session = carrier.at(entry);

      const answer = session.post('/v1/applications', { form: carrier.form }, key);
      await delay(afterMs);
      entry.dieAndComeBack();

      const { status, body } = await answer;
      expect(status).toBe(201);
      await untilReviewedByBoth(world, { id: body.id, entry, carrier });
      expect((await session.post('/v1/applications', { form: carrier.form }, key)).body.id).toBe(body.id);
      expect((await session.read('/v1/applications')).items.map(({ id }: any) => id)).toEqual([body.id]);
    },
  );
});
