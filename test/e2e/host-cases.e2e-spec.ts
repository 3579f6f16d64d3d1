import type { ApplicationForm } from '@harmonization/domain/application-form';
import type { FreshCarrier } from './support/fresh-carrier';
import {
  OWN_SUPPLEMENT,
  submit,
  untilReviewedByBoth,
  untilState,
  type Filed,
} from './support/play/application';
import { linkAt, linkCode } from './support/play/flows';
import { agreeOnHost, casesAt, untilHostCase, untilResolved, voteOnHost } from './support/play/host-case';
import { becomeMember } from './support/play/membership';
import { deny, setStatus, verifyHeadquarters } from './support/play/review';
import { PROGRAM_CODES } from './support/programs';
import type { Side } from './support/side';
import { untilHolds } from './support/until';
import { startWorld, type World } from './support/world';

const headquartersIn = (country: 'US' | 'CA' | 'MX') => {
  const places = {
    US: { street: '900 Jefferson Avenue', city: 'Detroit', region: 'US-MI', postalCode: '48226' },
    CA: { street: '77 King Street West', city: 'Toronto', region: 'CA-ON', postalCode: 'M5K 1A1' },
    MX: { street: 'Avenida Hidalgo 100', city: 'Monterrey', region: 'MX-NLE', postalCode: '64000' },
  };
  return { type: 'HEADQUARTERS' as const, staffed: true, country, ...places[country] };
};

const withHeadquartersIn = (form: ApplicationForm, country: 'US' | 'CA' | 'MX'): ApplicationForm => ({
  ...form,
  common: {
    ...form.common,
    addresses: form.common.addresses.map((each) =>
      each.type === 'HEADQUARTERS' ? headquartersIn(country) : each,
    ),
  },
});

const attesting = (
  form: ApplicationForm,
  changes: Partial<ApplicationForm['attestations']>,
): ApplicationForm => ({
  ...form,
  attestations: { ...form.attestations, ...changes },
});

describe('host cases', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world?.stop());

  /** The form has not crossed before the host is fixed: the other program knows what it was asked by, and no name (domain §8). */
  function carrierAt(side: Side, { entry, carrier, id }: Filed): object {
    const { common, usSupplement } = carrier.form;
    if (side === entry) return { name: common.legalName, identifiers: null, applicationId: id };
    return { name: null, identifiers: { usdot: usSupplement?.usdot }, applicationId: id };
  }

  /** The application waits in both services, each has its case, and both cases name the rule. */
  async function expectStaffWork(filed: Filed, rule: string): Promise<void> {
    for (const side of world.both) {
      const application = await untilState(world, side, filed, 'PENDING_STAFF');
      expect(application.hostRules.map(({ id }: any) => id)).toContain(rule);
      const found = await untilHostCase(world, side, filed);
      expect(found).toMatchObject({
        state: 'OPEN',
        subjectKind: 'application',
        dueOn: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      });
      expect(found.facts.rules.map(({ id }: any) => id)).toContain(rule);
    }
  }

  /** Officers of both programs choose; the application goes on under that host. */
  async function expectGoesOnUnder(filed: Filed, choice: string): Promise<void> {
    const cases = await agreeOnHost(world, filed, { choice });
    expect(cases[0].resolution).toMatchObject({ choice, reason: 'CTPAT: CTPAT says so · PIP: PIP says so' });
    expect(cases[1].resolution).toEqual(cases[0].resolution);
    for (const side of world.both) {
      expect(await untilState(world, side, filed, 'IN_REVIEW')).toMatchObject({ host: choice });
    }
  }

  describe.each(PROGRAM_CODES)('of an application made at %s', (program) => {
    let side: Side;
    beforeEach(() => {
      side = world.sides[program];
    });

    it.each(['CTPAT', 'PIP'])(
      'wait for staff where the carrier has a second head office (R3), and go on under %s',
      async (choice) => {
        const carrier = world.carrier('F1');
        const filed = await submit(side, carrier, attesting(carrier.form, { secondHeadOffice: true }));

        await expectStaffWork(filed, 'HOST-R3');
        for (const at of world.both)
          expect((await untilHostCase(world, at, filed)).carrier).toMatchObject(carrierAt(at, filed));
        await expectGoesOnUnder(filed, choice);
        await untilReviewedByBoth(world, filed);
      },
    );

    it('wait for staff after a merger or relocation within 12 months (R3)', async () => {
      const carrier = world.carrier('F2');
      const filed = await submit(
        side,
        carrier,
        attesting(carrier.form, { mergerOrRelocationWithin12Months: true }),
      );

      await expectStaffWork(filed, 'HOST-R3');
    });

    it('wait for staff where the headquarters are in a third country (R4)', async () => {
      const carrier = world.carrier('F1');
      const filed = await submit(side, carrier, withHeadquartersIn(carrier.form, 'MX'));

      await expectStaffWork(filed, 'HOST-R4');
      await expectGoesOnUnder(filed, 'CTPAT');
    });

    it('wait for staff where a check of the headquarters has failed (R1), by either program', async () => {
      const carrier = world.carrier('F1');
      const filed = await submit(side, carrier);
      await untilReviewedByBoth(world, filed);
      await verifyHeadquarters(world, world.pip, filed.id, 'FAILED');

      await expectStaffWork(filed, 'HOST-R1');
      await expectGoesOnUnder(filed, 'PIP');
    });

    it('end the application where both programs refuse', async () => {
      const carrier = world.carrier('F2');
      const filed = await submit(side, carrier, attesting(carrier.form, { secondHeadOffice: true }));
      await expectStaffWork(filed, 'HOST-R3');

      await agreeOnHost(world, filed, { choice: 'REFUSE' });

      for (const each of world.both) await untilState(world, each, filed, 'REFUSED');
    });

    it('stay open while the officers disagree, and fix the host once they agree (HOST-S1)', async () => {
      const carrier = world.carrier('F1');
      const filed = await submit(side, carrier, attesting(carrier.form, { secondHeadOffice: true }));
      await expectStaffWork(filed, 'HOST-R3');
      const { id } = await untilHostCase(world, world.pip, filed);

      await voteOnHost(world, world.ctpat, filed, { choice: 'CTPAT' });
      await voteOnHost(world, world.pip, filed, { choice: 'PIP' });
      for (const each of world.both) {
        const other = world.other(each).program;
        const isTold = (found: any): boolean => found.peerVote?.choice === other;
        const open = await untilHolds(() => untilHostCase(world, each, filed), isTold, 'the other vote');
        expect(open).toMatchObject({ state: 'OPEN', ownVote: { choice: each.program }, resolution: null });
        expect(JSON.stringify(open.peerVote)).not.toContain('officer@');
        await untilState(world, each, filed, 'PENDING_STAFF');
      }

      await voteOnHost(world, world.pip, filed, { choice: 'CTPAT', reason: 'On second thoughts' });
      await untilResolved(world, world.pip, id);
      for (const each of world.both)
        expect(await untilState(world, each, filed, 'IN_REVIEW')).toMatchObject({ host: 'CTPAT' });
    });
  });

  describe.each(PROGRAM_CODES)('of a member of %s', (program) => {
    let member: Side;
    let joined: Side;
    let carrier: FreshCarrier;
    beforeEach(() => {
      member = world.sides[program];
      joined = world.other(member);
      carrier = world.carrier(program === 'CTPAT' ? 'F3' : 'F6');
    });

    async function joinAfter(
      work: (accountNumber: string) => Promise<unknown>,
      form: ApplicationForm = carrier.form,
    ): Promise<Filed> {
      const accountNumber = await becomeMember(world, member, carrier);
      const code = await linkCode(carrier, member, accountNumber);
      await work(accountNumber);
      const { [OWN_SUPPLEMENT[program]]: _held, ...rest } = form;
      return submit(joined, carrier, rest, { peerMembership: { accountNumber, code } });
    }

    it('wait for staff where the programs know headquarters in different countries (R2)', async () => {
      const elsewhere = withHeadquartersIn(carrier.form, program === 'CTPAT' ? 'CA' : 'US');
      const supplement = {
        ...elsewhere.canadianSupplement!,
        bn15: world.carrier('F2').form.canadianSupplement!.bn15,
      };
      const filed = await joinAfter(async () => undefined, { ...elsewhere, canadianSupplement: supplement });

      await expectStaffWork(filed, 'HOST-R2');
      await expectGoesOnUnder(filed, 'PIP');
    });

    it('are held where the membership that would host is suspended (R8), and become staff’s after 30 days', async () => {
      const filed = await joinAfter((accountNumber) =>
        setStatus(world.officer(member), accountNumber, 'SUSPENDED', 'INCIDENT'),
      );

      for (const side of world.both) {
        const held = await untilState(world, side, filed, 'HELD');
        expect(held.hostRules.map(({ id }: any) => id)).toContain('HOST-R8');
      }
      await world.advanceDays(31);
      await expectStaffWork(filed, 'HOST-R8');
      await expectGoesOnUnder(filed, joined.program);
    });

    it('go on by themselves where the suspension is lifted while they are held', async () => {
      let suspended = '';
      const filed = await joinAfter((accountNumber) =>
        setStatus(world.officer(member), (suspended = accountNumber), 'SUSPENDED', 'INCIDENT'),
      );
      for (const side of world.both) await untilState(world, side, filed, 'HELD');

      await setStatus(world.officer(member), suspended, 'PRIOR');

      for (const side of world.both)
        expect(await untilState(world, side, filed, 'IN_REVIEW')).toMatchObject({ host: program });
      expect(await casesAt(world, joined, { subjectId: filed.id })).toEqual([]);
    });
  });

  it.each([
    ['CTPAT', 'F1'],
    ['PIP', 'F2'],
  ] as const)(
    'wait for staff where %s has denied the carrier before (R7), and offer the other program alone',
    async (program, flow) => {
      const host = world.sides[program];
      const carrier = world.carrier(flow);
      const alone = await submit(host, carrier, carrier.formWith(OWN_SUPPLEMENT[program]), {
        standalone: true,
      });
      await deny(world, host, alone.id);
      await untilState(world, host, alone, 'DECIDED');

      const filed = await submit(host, carrier);

      await expectStaffWork(filed, 'HOST-R7');
      await expectGoesOnUnder(filed, world.other(host).program);
    },
  );

  describe('where the carrier objects to its host (R9)', () => {
    it('are opened in both services, and the result stands meanwhile', async () => {
      const carrier = world.carrier('F1');
      const filed = await submit(
        world.ctpat,
        carrier,
        attesting(carrier.form, { hostObjection: 'Our customers are in Canada.' }),
      );

      for (const side of world.both) {
        expect(await untilState(world, side, filed, 'IN_REVIEW')).toMatchObject({ host: 'CTPAT' });
        expect((await untilHostCase(world, side, filed)).facts).toMatchObject({ override: true });
      }
    });

    it('take headquarters of both programs, whose choice ends the former proposal and brings a new one', async () => {
      const carrier = world.carrier('F1');
      const filed = await submit(
        world.ctpat,
        carrier,
        attesting(carrier.form, { hostObjection: 'Our customers are in Canada.' }),
      );
      const before = await untilState(world, world.ctpat, filed, 'IN_REVIEW');
      await untilReviewedByBoth(world, filed);
      const { linkId } = await untilState(world, world.pip, filed, 'IN_REVIEW');
      expect(before.host).toBe('CTPAT');

      const { id } = await untilHostCase(world, world.ctpat, filed);
      const byOfficer = await world
        .officer(world.ctpat)
        .post(`/v1/staff/cases/${id}/resolve`, { choice: 'PIP', reason: 'It is right' });
      expect(byOfficer).toMatchObject({ status: 403, body: { code: 'NOT_ALLOWED' } });
      await agreeOnHost(world, filed, { choice: 'PIP', as: 'headquarters' });

      for (const side of world.both) {
        const isNew = (found: any): boolean =>
          found.host === 'PIP' && Boolean(found.linkId) && found.linkId !== linkId;
        const reading = (): Promise<any> => world.officer(side).read(`/v1/staff/applications/${filed.id}`);
        await untilHolds(reading, isNew, `a new link under PIP at ${side.program}`);
        expect(await linkAt(carrier, side, linkId)).toMatchObject({ phase: 'ENDED', endReason: 'REHOST' });
      }
    });
  });

  describe('in the officers’ queue', () => {
    async function anOpenCase(): Promise<any> {
      const carrier = world.carrier('F1');
      const filed = await submit(world.ctpat, carrier, attesting(carrier.form, { secondHeadOffice: true }));
      return untilHostCase(world, world.ctpat, filed);
    }

    it('are claimed by one of two officers who claim at once; the other hears who has it', async () => {
      const { id } = await anOpenCase();
      const officers = ['ann', 'ben'].map((name) => world.officer(world.ctpat, name));

      const answers = await Promise.all(
        officers.map((officer) => officer.post(`/v1/staff/cases/${id}/claim`)),
      );

      expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
      const winner = answers.find(({ status }) => status === 200)!.body.assigneeName;
      expect(answers.find(({ status }) => status === 409)!.body).toMatchObject({
        code: 'CASE_TAKEN',
        assignee: winner,
      });
      const mine = await casesAt(world, world.ctpat, {
        assignee: winner === 'Ann' ? 'ann@ctpat' : 'ben@ctpat',
      });
      expect(mine.map((each) => each.id)).toContain(id);
    });

    it('cannot be resolved by another than the officer who has claimed them, until they are released', async () => {
      const { id } = await anOpenCase();
      const [ann, ben] = ['ann', 'ben'].map((name) => world.officer(world.ctpat, name)) as [any, any];
      await ann.make(`/v1/staff/cases/${id}/claim`);
      const resolve = { choice: 'CTPAT', reason: 'Offices are here' };

      expect((await ben.post(`/v1/staff/cases/${id}/resolve`, resolve)).body.code).toBe('CASE_TAKEN');
      await ann.make(`/v1/staff/cases/${id}/release`);
      expect((await ben.post(`/v1/staff/cases/${id}/resolve`, resolve)).status).toBe(200);
    });

    it('take only the choices there are, from staff of the program only', async () => {
      const { id } = await anOpenCase();
      const path = `/v1/staff/cases/${id}/resolve`;

      const odd = await world.officer(world.ctpat).post(path, { choice: 'BOTH', reason: 'Why not' });
      expect(odd.body).toMatchObject({
        status: 422,
        code: 'DATA_INVALID',
        violations: [{ pointer: '/choice' }],
      });
      expect((await world.officer(world.ctpat).post(path, { choice: 'CTPAT' })).status).toBe(422);
      expect((await world.auditor(world.ctpat).post(path, { choice: 'CTPAT', reason: 'x' })).status).toBe(
        403,
      );
      const foreign = world.people.signIn(world.ctpat, { name: 'officer', role: 'OFFICER' }, 'PIP');
      expect((await foreign.post(path, { choice: 'PIP', reason: 'x' })).status).toBe(401);
    });

    it('are closed to further votes once resolved', async () => {
      const carrier = world.carrier('F1');
      const filed = await submit(world.ctpat, carrier, attesting(carrier.form, { secondHeadOffice: true }));
      const [resolved] = await agreeOnHost(world, filed, { choice: 'PIP' });

      const late = await world
        .officer(world.ctpat)
        .post(`/v1/staff/cases/${resolved.id}/resolve`, { choice: 'CTPAT', reason: 'No' });

      expect(late.body).toMatchObject({ status: 409, code: 'CASE_CLOSED', resolution: 'PIP' });
    });
  });
});
