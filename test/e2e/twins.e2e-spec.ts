import { fileAtBoth, submit, untilReviewedByBoth, untilState } from './support/play/application';
import { playFlow, type Linked } from './support/play/flows';
import { casesOf } from './support/play/life';
import { accountAt } from './support/play/review';
import { PROGRAM_CODES } from './support/programs';
import type { Side } from './support/side';
import { startWorld, type World } from './support/world';
import { untilHolds } from './support/until';

const PATH = '/v1/applications';

describe('the same carrier twice', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world?.stop());

  /** A second account of a carrier, as a file of existing members brings it: nobody opens one here. */
  async function importTwin(side: Side, { filed: { carrier } }: Linked): Promise<string> {
    const { legalName } = carrier.form.common;
    const { usdot, scac } = carrier.form.usSupplement!;
    const { bn15, canadianCarrierCode } = carrier.form.canadianSupplement!;
    const isAmerican = side === world.ctpat;
    const row = {
      accountNumber: `TWIN${usdot}`,
      ...(isAmerican ? { businessType: 'HIGHWAY_CARRIER_US_CA' } : { lineOfBusiness: 'HIGHWAY_CARRIER' }),
      ...{ status: 'Suspended', legalName: `"${legalName}"` },
      ...(isAmerican ? { usdot, scac } : { bn15, canadianCarrierCode }),
    };
    const given = Object.entries(row).filter(([, value]) => value !== undefined);
    const [header, cells] = [0, 1].map((at) => given.map((entry) => entry[at]).join(','));
    const { body } = await world.headquarters(side).call('POST', '/v1/staff/imports', {
      body: `${header}\n${cells}`,
      headers: { 'content-type': 'text/csv', 'idempotency-key': `twin-${usdot}-${side.program}` },
    });
    const ended = await untilHolds(
      () => world.headquarters(side).read(`/v1/staff/imports/${body.id}`),
      ({ state }) => state === 'DONE' || state === 'FAILED',
      'the import',
    );
    expect(ended).toMatchObject({ state: 'DONE', added: 1 });
    return row.accountNumber;
  }

  describe.each(PROGRAM_CODES)('at %s', (program) => {
    const flow = program === 'CTPAT' ? 'F1' : 'F2';

    it('is refused while its application is open, whoever files the second', async () => {
      const side = world.sides[program];
      const carrier = world.carrier(flow);
      await submit(side, carrier);
      const colleague = world.people.signIn(side, { name: 'colleague', role: 'CARRIER_OFFICER' });

      for (const session of [carrier.at(side), colleague]) {
        const twin = await session.post(PATH, { form: carrier.form });
        expect(twin.body).toMatchObject({ status: 409, code: 'APPLICATION_ALREADY_OPEN' });
      }
    });

    it('is refused where only one identifier is the same', async () => {
      const side = world.sides[program];
      const [carrier, other] = [world.carrier(flow), world.carrier('F2')];
      await submit(side, carrier);
      const form = {
        ...other.form,
        usSupplement: { ...other.form.usSupplement!, usdot: carrier.form.usSupplement!.usdot },
      };

      expect((await other.at(side).post(PATH, { form })).body).toMatchObject({
        status: 409,
        code: 'APPLICATION_ALREADY_OPEN',
      });
    });

    it('in the same second leaves one application, and all others hear that one is open', async () => {
      const side = world.sides[program];
      const carrier = world.carrier(flow);

      const answers = await Promise.all(
        Array.from({ length: 6 }, () => carrier.at(side).post(PATH, { form: carrier.form })),
      );

      expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409, 409, 409, 409]);
      expect(answers.filter(({ status }) => status === 409).map(({ body }) => body.code)).toEqual(
        Array(5).fill('APPLICATION_ALREADY_OPEN'),
      );
      expect((await carrier.at(side).read(PATH)).items).toHaveLength(1);
    });

    it('as drafts is allowed, and the second submission is refused', async () => {
      const side = world.sides[program];
      const carrier = world.carrier(flow);
      const session = carrier.at(side);
      const drafts = [
        await session.make(`${PATH}?draft=true`, { form: carrier.form }),
        await session.make(`${PATH}?draft=true`, { form: carrier.form }),
      ];

      const answers = await Promise.all(drafts.map(({ id }) => session.post(`${PATH}/${id}/submit`)));

      expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    });

    it('may apply again once the first application is withdrawn', async () => {
      const side = world.sides[program];
      const carrier = world.carrier(flow);
      const first = await submit(side, carrier);
      const before = await untilReviewedByBoth(world, first);
      await carrier.at(side).make(`${PATH}/${first.id}/withdraw`);
      await untilState(world, world.other(side), first, 'WITHDRAWN');

      const after = await untilReviewedByBoth(world, await submit(side, carrier));

      for (const each of world.both) expect(after[each.program]).not.toBe(before[each.program]);
    });

    it('two carrier accounts in one program: once one is linked a second link is refused, and staff get one DUPLICATE case', async () => {
      const linked = await playFlow(world, flow);
      const { filed, accountNumbers } = linked;

      for (const side of world.both) {
        const accountNumber = accountNumbers[side.program];
        const second = await importTwin(side, linked);
        for (let times = 0; times < 2; times += 1) {
          const again = await filed.carrier.at(side).post(PATH, { form: filed.carrier.form });
          expect(again.body).toMatchObject({ status: 422, code: 'ACCOUNT_ALREADY_LINKED' });
        }
        const [found, ...more] = await casesOf(world, side, 'DUPLICATE', accountNumber);
        expect(more).toEqual([]);
        expect(found.facts.accounts.map((each: any) => each.accountNumber).toSorted()).toEqual(
          [accountNumber, second].toSorted(),
        );
        expect(await accountAt(world, side, second)).not.toHaveProperty('linkId');
        expect(
          await side.rows('SELECT 1 FROM link WHERE local_account_number = $1', [accountNumber]),
        ).toHaveLength(1);
      }
    });
  });

  describe('in both services in the same second', () => {
    it.each(['F1', 'F2'])(
      'lets the lower id survive on both sides, and tells the carrier of the other (%s)',
      async (flow) => {
        const carrier = world.carrier(flow);
        const [lower, higher] = await fileAtBoth(world, carrier);

        await untilReviewedByBoth(world, lower);
        const { reference } = await untilState(world, lower.entry, lower, 'IN_REVIEW');
        for (const side of world.both) {
          const superseded = await untilState(world, side, higher, 'SUPERSEDED');
          expect(superseded.supersededBy).toBe(reference);
          expect(superseded.accountNumber).toBeUndefined();
        }
        const told = (): Promise<any> => carrier.at(higher.entry).read('/v1/notices');
        const { items } = await untilHolds(
          told,
          (page) => page.items.some(({ kind }: any) => kind === 'APPLICATION_SUPERSEDED'),
          'the notice',
        );
        const notice = items.find(({ kind }: any) => kind === 'APPLICATION_SUPERSEDED');
        expect(notice.text.en).toContain(reference);
        expect(notice.text.fr).toContain(reference);
      },
    );

    it('opens one account a side, and no second', async () => {
      const carrier = world.carrier('F1');
      const [lower] = await fileAtBoth(world, carrier);
      await untilReviewedByBoth(world, lower);

      for (const side of world.both) {
        const rows = await side.rows('SELECT count(*)::int AS n FROM account WHERE usdot = $1', [
          carrier.form.usSupplement!.usdot,
        ]);
        expect(rows).toEqual([{ n: 1 }]);
      }
    });
  });
});
