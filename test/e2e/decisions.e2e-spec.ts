import type { Session } from '@testing/people/session';
import {
  applicationAt,
  submit,
  untilReviewedByBoth,
  untilState,
  type AccountNumbers,
  type Filed,
} from './support/play/application';
import { applyAsMember, linkAt, playFlow } from './support/play/flows';
import { casesAt } from './support/play/host-case';
import { FULL_MEMBER, join } from './support/play/membership';
import {
  accountAt,
  approve,
  deny,
  recognize,
  setStatus,
  validate,
  validationsAt,
  verifyHeadquarters,
} from './support/play/review';
import { PROGRAM_CODES } from './support/programs';
import type { Side } from './support/side';
import { untilHolds } from './support/until';
import { startWorld, type World } from './support/world';

const refusal = ({ status, body }: { status: number; body: any }) => ({ status, code: body.code });

describe('decisions', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world?.stop());

  const untilLinkEnded = (side: Side, { carrier }: Filed, linkId: string): Promise<any> =>
    untilHolds(
      () => linkAt(carrier, side, linkId),
      ({ phase, peerPhase }) => phase === 'ENDED' && peerPhase === 'ENDED',
      `the link to have ended at ${side.program}`,
    );

  async function inReview(
    flow: string,
  ): Promise<{ filed: Filed; numbers: AccountNumbers; linkId: string; host: Side; client: Side }> {
    const carrier = world.carrier(flow);
    const host = world.sides[carrier.host];
    const filed = await submit(host, carrier);
    const numbers = await untilReviewedByBoth(world, filed);
    const { linkId } = await applicationAt(world, host, filed.id);
    return { filed, numbers, linkId, host, client: world.other(host) };
  }

  describe.each([
    ['CTPAT', 'F3'],
    ['PIP', 'F6'],
  ] as const)('of the other program about a member of %s', (program, flow) => {
    it('leave its membership whole where they deny: the link ends, the account goes on alone', async () => {
      const carrier = world.carrier(flow);
      const member = world.sides[program];
      const other = world.other(member);
      const filed = await applyAsMember(world, carrier, member, member);
      const numbers = await untilReviewedByBoth(world, filed);
      const before = await accountAt(world, member, numbers[program]);
      const { linkId } = await applicationAt(world, member, filed.id);

      await deny(world, other, filed.id);

      for (const side of world.both) {
        expect(await untilLinkEnded(side, filed, linkId)).toMatchObject({ endReason: 'DENIED', live: false });
        expect(await untilState(world, side, filed, 'DECIDED')).toMatchObject({ outcome: `${program}_ONLY` });
      }
      const account = await accountAt(world, member, numbers[program]);
      expect(account).toMatchObject({
        status: FULL_MEMBER[program],
        recordRole: 'STANDALONE',
        editable: true,
        history: before.history,
        dates: before.dates,
      });
      expect(account).not.toHaveProperty('linkId');
      const edited = await carrier
        .at(member)
        .edit(`/v1/accounts/${numbers[program]}`, carrier.document.hostEdit);
      expect(edited.shared).toMatchObject(carrier.document.hostEdit);
    });
  });

  describe.each([
    ['F1', 'CTPAT', 'PIP'],
    ['F2', 'PIP', 'CTPAT'],
  ] as const)('about a carrier new to both (%s)', (flow, hostCode, clientCode) => {
    it(`leave ${hostCode} to go on alone where ${clientCode} denies`, async () => {
      const { filed, numbers, linkId, host, client } = await inReview(flow);
      await deny(world, client, filed.id);
      for (const side of world.both)
        expect((await untilLinkEnded(side, filed, linkId)).endReason).toBe('DENIED');
      await verifyHeadquarters(world, host, filed.id);

      await join(world, host, { filed, accountNumber: numbers[host.program], visit: 'OWN' });

      for (const side of world.both)
        expect((await untilState(world, side, filed, 'DECIDED')).outcome).toBe(`${hostCode}_ONLY`);
      expect(await accountAt(world, host, numbers[host.program])).toMatchObject({
        status: FULL_MEMBER[host.program],
        recordRole: 'STANDALONE',
        editable: true,
      });
    });

    it(`leave ${clientCode} to go on alone where ${hostCode} denies`, async () => {
      const { filed, numbers, linkId, host, client } = await inReview(flow);
      await deny(world, host, filed.id);
      for (const side of world.both)
        expect((await untilLinkEnded(side, filed, linkId)).endReason).toBe('DENIED');

      await join(world, client, { filed, accountNumber: numbers[client.program], visit: 'OWN' });

      for (const side of world.both)
        expect((await untilState(world, side, filed, 'DECIDED')).outcome).toBe(`${clientCode}_ONLY`);
    });

    it('of both to deny close the application, with the reason codes of each', async () => {
      const { filed } = await inReview(flow);
      await deny(world, world.ctpat, filed.id, 'CRITERIA_NOT_MET');
      await deny(world, world.pip, filed.id, 'INCIDENT');

      for (const side of world.both) {
        expect(await untilState(world, side, filed, 'DECIDED')).toMatchObject({
          outcome: 'BOTH_DENIED',
          decisions: {
            CTPAT: { outcome: 'DENIED', reasonCode: 'CRITERIA_NOT_MET' },
            PIP: { outcome: 'DENIED', reasonCode: 'INCIDENT' },
          },
        });
      }
      const statuses = await Promise.all(
        world.both.map(async (side) => {
          const { accountNumber } = await untilState(world, side, filed, 'DECIDED');
          return (await accountAt(world, side, accountNumber)).status;
        }),
      );
      expect(statuses).toEqual(['INELIGIBLE', 'DENIED']);
    });

    it('take a reason where they deny, and are made once', async () => {
      const { filed, host } = await inReview(flow);
      const officer = world.officer(host);
      const path = `/v1/staff/applications/${filed.id}/decision`;

      expect(refusal(await officer.post(path, { outcome: 'DENIED' }))).toEqual({
        status: 422,
        code: 'REASON_MISSING',
      });
      expect(refusal(await officer.post(path, { outcome: 'MAYBE' }))).toEqual({
        status: 422,
        code: 'REQUEST_INVALID',
      });
      await officer.make(path, { outcome: 'DENIED', reasonCode: 'INCIDENT' });
      expect(refusal(await officer.post(path, { outcome: 'APPROVED' }))).toEqual({
        status: 409,
        code: 'STATUS_NOT_ALLOWED',
      });
    });

    it('are the own program’s only: a token of the other program counts for nothing', async () => {
      const { filed, host } = await inReview(flow);
      const foreign = world.people.signIn(host, { name: 'hq', role: 'HQ' }, world.other(host).program);

      expect(
        (await foreign.post(`/v1/staff/applications/${filed.id}/decision`, { outcome: 'APPROVED' })).status,
      ).toBe(401);
    });
  });

  it('are refused at PIP before a validation, and C-TPAT certifies first but does not mark as validated', async () => {
    const { filed, numbers } = await inReview('F1');
    const atPip = await world
      .officer(world.pip)
      .post(`/v1/staff/applications/${filed.id}/decision`, { outcome: 'APPROVED' });
    expect(refusal(atPip)).toEqual({ status: 409, code: 'VALIDATION_MISSING' });
    expect((await accountAt(world, world.pip, numbers.PIP)).status).toBe('UNDER_REVIEW');

    await approve(world, world.ctpat, filed.id);
    expect((await accountAt(world, world.ctpat, numbers.CTPAT)).status).toBe('CERTIFIED');
    const marked = await world
      .officer(world.ctpat)
      .post(`/v1/staff/accounts/${numbers.CTPAT}/status`, { to: 'CERTIFIED_VALIDATED' });
    expect(refusal(marked)).toEqual({ status: 409, code: 'VALIDATION_MISSING' });
  });

  it('of the other program date nothing here: each account has the dates of its own program', async () => {
    const { accountNumbers } = await playFlow(world, 'F1');
    const dates = await Promise.all(
      world.both.map(async (side) => (await accountAt(world, side, accountNumbers[side.program])).dates),
    );

    for (const own of dates)
      for (const { source } of Object.values<any>(own)) expect(source).toMatch(/^(application|validation):/);
    expect(dates[0].memberSince.on < dates[1].memberSince.on).toBe(true);
  });

  describe.each(PROGRAM_CODES)('on a validation by %s as host', (program) => {
    let side: Side;
    let officer: Session;
    let reviewed: Awaited<ReturnType<typeof inReview>>;
    let accountNumber: string;
    beforeEach(async () => {
      side = world.sides[program];
      officer = world.officer(side);
      reviewed = await inReview(program === 'CTPAT' ? 'F1' : 'F2');
      accountNumber = reviewed.numbers[program];
    });

    const plan = async (): Promise<string> =>
      (await officer.make(`/v1/staff/accounts/${accountNumber}/validations`, { kind: 'INITIAL' })).id;
    const notice = (id: string, days: number) =>
      officer.post(`/v1/staff/validations/${id}/notice`, {
        visitOn: world.clock.dateIn(days),
        visitEndsOn: world.clock.dateIn(days + 1),
      });

    it('keep 30 days between the notice and the visit, unless the carrier waives them', async () => {
      const id = await plan();
      expect(refusal(await notice(id, 20))).toEqual({ status: 422, code: 'NOTICE_TOO_SHORT' });

      const stranger = world.carrier('F2').at(side);
      const foreign = await stranger.post(`/v1/accounts/${accountNumber}/validations/${id}/waiver`);
      expect(refusal(foreign)).toEqual({ status: 404, code: 'NOT_FOUND' });
      const carrier = reviewed.filed.carrier.at(side);
      await carrier.make(`/v1/accounts/${accountNumber}/validations/${id}/waiver`);
      expect(await notice(id, 2)).toMatchObject({ status: 200, body: { state: 'NOTICE_SENT' } });

      expect(refusal(await officer.post(`/v1/staff/validations/${id}/start`))).toEqual({
        status: 409,
        code: 'VISIT_NOT_DUE',
      });
      await world.advanceDays(2);
      expect(await officer.make(`/v1/staff/validations/${id}/start`)).toMatchObject({ state: 'IN_PROGRESS' });
    });

    it('allow a visit of at most ten working days, and no step before its time', async () => {
      const id = await plan();
      const long = await officer.post(`/v1/staff/validations/${id}/notice`, {
        visitOn: world.clock.dateIn(31),
        visitEndsOn: world.clock.dateIn(60),
      });

      expect(refusal(long)).toEqual({ status: 422, code: 'DATA_INVALID' });
      expect(refusal(await officer.post(`/v1/staff/validations/${id}/start`))).toEqual({
        status: 409,
        code: 'VALIDATION_STATE',
      });
      expect(
        refusal(await officer.post(`/v1/staff/validations/${id}/outcome`, { outcome: 'PASSED' })),
      ).toEqual({ status: 409, code: 'VALIDATION_STATE' });
      expect(
        refusal(await officer.post(`/v1/staff/accounts/${accountNumber}/validations`, { kind: 'INITIAL' })),
      ).toEqual({ status: 409, code: 'VALIDATION_STATE' });
    });

    it('wait for the carrier’s answer to required actions', async () => {
      const id = await plan();
      await notice(id, 30);
      await world.advanceDays(30);
      await officer.make(`/v1/staff/validations/${id}/start`);
      await officer.make(`/v1/staff/validations/${id}/report`, {
        summary: 'One gate is open.',
        requiredActions: ['Close the gate'],
      });
      expect(
        refusal(await officer.post(`/v1/staff/validations/${id}/outcome`, { outcome: 'PASSED' })),
      ).toEqual({ status: 409, code: 'VALIDATION_STATE' });

      await reviewed.filed.carrier
        .at(side)
        .make(`/v1/accounts/${accountNumber}/validations/${id}/responses`, { text: 'It is closed.' });
      expect(await officer.make(`/v1/staff/validations/${id}/outcome`, { outcome: 'PASSED' })).toMatchObject({
        state: 'PASSED',
      });
    });

    it('are the host’s to make: the client’s officers only recognize', async () => {
      const { client, numbers } = reviewed;
      const planned = await world
        .officer(client)
        .post(`/v1/staff/accounts/${numbers[client.program]}/validations`, { kind: 'INITIAL' });

      expect(refusal(planned)).toEqual({ status: 409, code: 'HOSTED_ELSEWHERE' });
    });

    it('are recognized by any officer of the client, and declined by headquarters alone, for a listed reason', async () => {
      const { client, numbers } = reviewed;
      const id = await validate(world, side, accountNumber);
      const passed = (rows: any[]): boolean => rows.some(({ state }) => state === 'PASSED');
      await untilHolds(
        () => validationsAt(world, client, numbers[client.program]),
        passed,
        'the validation at the client',
      );
      const path = `/v1/staff/validations/${id}/recognition`;
      const decline = { outcome: 'DECLINED', reasonCode: 'SITE_NOT_COVERED' };

      expect(refusal(await world.officer(client).post(path, decline))).toEqual({
        status: 403,
        code: 'NOT_ALLOWED',
      });
      expect(
        refusal(await world.headquarters(client).post(path, { outcome: 'DECLINED', reasonCode: 'BAD_MOOD' })),
      ).toEqual({ status: 422, code: 'REASON_MISSING' });
      await world.headquarters(client).make(path, decline);

      const told = (): Promise<any[]> => validationsAt(world, side, accountNumber);
      const [own] = await untilHolds(told, ([row]) => row.recognition !== null, 'the word of the client');
      expect(own.recognition).toMatchObject({ outcome: 'DECLINED', reasonCode: 'SITE_NOT_COVERED' });
      expect(own.state).toBe('PASSED');
      expect(
        await casesAt(world, client, { kind: 'RECOGNITION', subjectId: numbers[client.program] }),
      ).toHaveLength(1);
    });
  });

  describe.each(PROGRAM_CODES)('of %s to suspend a linked member', (program) => {
    it('suspend nothing at the other program, pause shared data, and are told to the carrier', async () => {
      const linked = await playFlow(world, program === 'CTPAT' ? 'F2' : 'F1');
      const { filed, accountNumbers, linkId, host, client } = linked;
      const side = world.sides[program];
      await setStatus(world.officer(side), accountNumbers[program], 'SUSPENDED', 'INCIDENT');
      for (const each of world.both) {
        await untilHolds(
          () => linkAt(filed.carrier, each, linkId),
          ({ paused }) => paused === true,
          'the pause',
        );
      }
      const other = world.other(side);
      expect((await accountAt(world, other, accountNumbers[other.program])).status).toBe(
        FULL_MEMBER[other.program],
      );
      const notices = (await filed.carrier.at(side).read('/v1/notices')).items;
      expect(notices[0]).toMatchObject({
        kind: 'STATUS_WORSENED',
        facts: { reasonCode: 'INCIDENT', after: 'SUSPENDED' },
      });

      const edited = await filed.carrier
        .at(host)
        .edit(`/v1/accounts/${accountNumbers[host.program]}`, filed.carrier.document.hostEdit);
      await setStatus(world.officer(side), accountNumbers[program], 'PRIOR');
      const atClient = (): Promise<any> => accountAt(world, client, accountNumbers[client.program]);
      const isThere = ({ shared }: any): boolean => JSON.stringify(shared) === JSON.stringify(edited.shared);
      await untilHolds(atClient, isThere, 'the edit, once the pause is over');
      expect(await linkAt(filed.carrier, client, linkId)).toMatchObject({ paused: false, phase: 'ACTIVE' });
    });
  });

  it('recognize a validation only while it is younger than four years', async () => {
    const carrier = world.carrier('F3');
    const filed = await applyAsMember(world, carrier, world.ctpat, world.ctpat);
    const numbers = await untilReviewedByBoth(world, filed);
    await recognize(world, world.pip, numbers.PIP);
    const [row] = await validationsAt(world, world.pip, numbers.PIP);

    await world.advanceDays(4 * 366);

    const late = await world
      .officer(world.pip)
      .post(`/v1/staff/validations/${row.id}/recognition`, { outcome: 'RECOGNIZED' });
    expect(late).toMatchObject({ status: 409, body: { code: 'VALIDATION_STATE', recognition: 'EXPIRED' } });
  });
});
