import { LinkLedger } from '@harmonization/linking/link-ledger';
import { Database } from '@platform/database';
import { passes, type Behaviour } from '@testing/proxy/behaviours';
import { v7 as uuidv7 } from 'uuid';
import { untilState } from './support/play/application';
import { becomeMemberOfBoth, redeem, untilActive } from './support/play/flows';
import { untilAllSaid } from './support/play/review';
import type { Side } from './support/side';
import { untilHolds } from './support/until';
import { startWorld, type World } from './support/world';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
let gates: HeldProposals[] = [];
afterEach(() => {
  gates.forEach((gate) => gate.open());
  world.both.forEach(({ line }) => (line.behave = passes));
});
afterAll(() => world?.stop());

/** Holds back every batch with a proposal in it until it is let go; all else passes. */
class HeldProposals {
  private release: () => void = () => undefined;
  private readonly released = new Promise<void>((resolve) => (this.release = resolve));
  held = 0;

  readonly behave: Behaviour = async ({ body }, forward) => {
    if (body.includes('"phase":"PROPOSED"')) {
      this.held++;
      await this.released;
    }
    return forward();
  };

  open(): void {
    this.release();
  }
}

const linksAt = async (side: Side, accountNumber: string): Promise<Record<string, string>> => {
  const rows = await side.rows<{ linkId: string; said: string }>(
    `SELECT link_id::text AS "linkId", coalesce(nullif(copy->'own'->>'endReason', ''), phase) AS said FROM link WHERE local_account_number = $1`,
    [accountNumber],
  );
  return Object.fromEntries(rows.map(({ linkId, said }) => [linkId, said]));
};

describe('both services propose a link for the same pair at once', () => {
  it.each([
    ['F7', 'lower'],
    ['F7', 'higher'],
    ['F8', 'lower'],
    ['F8', 'higher'],
  ] as const)(
    'C3, C4: of two proposals that cross one link survives on both sides and goes on to be active (%s, the second has the %s id)',
    async (flow, order) => {
      const earliest = uuidv7();
      const carrier = world.carrier(flow);
      const accountNumbers = await becomeMemberOfBoth(world, carrier);
      const [entry, other] = flow === 'F7' ? [world.ctpat, world.pip] : [world.pip, world.ctpat];
      await untilAllSaid(world);
      gates = [entry, other].map(({ line }) => {
        const gate = new HeldProposals();
        line.behave = gate.behave;
        return gate;
      });
      const filed = await redeem(world, carrier, accountNumbers, entry);
      await untilHolds(
        async () => gates[0]!.held,
        (held) => held > 0,
        'the proposal of the entry side to be on its way',
      );
      const linksOf = (side: Side) => linksAt(side, accountNumbers[side.program]);
      const [first = ''] = Object.keys(await linksOf(entry));
      const second = order === 'lower' ? earliest : uuidv7();

      // The other side proposes the same pair, as one that had been told to would: it has not heard of the first proposal.
      await untilState(world, other, filed, 'IN_REVIEW', 'DECIDED');
      const { app } = other.running;
      const proposal = {
        kind: 'propose' as const,
        linkId: second,
        accountNumber: accountNumbers[other.program],
        peerAccountNumber: accountNumbers[entry.program],
        applicationId: filed.id,
        flow: 'BOTH' as const,
        host: carrier.host,
      };
      await app
        .get(Database, { strict: false })
        .transaction((tx) =>
          app.get(LinkLedger, { strict: false }).propose(tx, proposal, { actor: 'test', role: 'SYSTEM' }),
        );
      await untilHolds(
        async () => gates[1]!.held,
        (held) => held > 0,
        'the proposal of the other side to be on its way',
      );
      gates.forEach((gate) => gate.open());

      const [survivor = '', folded = ''] = [first, second].toSorted();
      const session = carrier.at(entry);
      await untilHolds(
        () => session.get(`/v1/links/${survivor}/differences`),
        ({ status }) => status === 200,
        'the differences of the surviving link',
      );
      await session.make(`/v1/links/${survivor}/acknowledge`);
      await untilActive(world, filed, survivor);
      await untilAllSaid(world);
      for (const side of world.both) {
        const { [survivor]: phase, [folded]: end, ...others } = await linksOf(side);
        expect([phase, others]).toEqual(['ACTIVE', {}]);
        expect(['FOLDED', 'BUSY']).toContain(end);
      }
    },
  );
});
