import { linkAt, playFlow, type Linked } from './support/play/flows';
import { casesAt } from './support/play/host-case';
import { accountAt, setStatus, untilAllSaid, validationsAt } from './support/play/review';
import type { Side } from './support/side';
import { untilHolds } from './support/until';
import { startWorld, type World } from './support/world';

const refusal = ({ status, body }: { status: number; body: any }) => ({ status, code: body.code });

describe.each([
  ['CTPAT', 'F1'],
  ['PIP', 'F2'],
] as const)('validations of linked accounts with %s as host', (_, flow) => {
  let world: World;
  let linked: Linked;
  let host: Side;
  let client: Side;
  beforeAll(async () => {
    world = await startWorld();
    linked = await playFlow(world, flow);
    ({ host, client } = linked);
  });
  afterAll(() => world?.stop());

  const numberAt = (side: Side): string => linked.accountNumbers[side.program];
  const carrierAt = (side: Side) => linked.filed.carrier.at(side);
  const step = (id: string, name: string, body: object = {}): Promise<any> =>
    world.officer(host).make(`/v1/staff/validations/${id}/${name}`, body);

  const plan = async (body: object): Promise<string> =>
    (await world.officer(host).make(`/v1/staff/accounts/${numberAt(host)}/validations`, body)).id;

  async function visited(body: object = { kind: 'REVALIDATION' }): Promise<string> {
    const id = await plan(body);
    const [visitOn, visitEndsOn] = [world.clock.dateIn(30), world.clock.dateIn(31)];
    await step(id, 'notice', { visitOn, visitEndsOn });
    await untilAllSaid(world);
    await world.advanceDays(30);
    await step(id, 'start');
    return id;
  }

  const untilHeard = (id: string, holds: (row: any) => boolean, at = client): Promise<any> =>
    untilHolds(
      async () => (await validationsAt(world, at, numberAt(at))).find((row) => row.id === id),
      (row) => row !== undefined && holds(row),
      `validation ${id} at ${at.program}`,
    );

  it('go from plan to outcome without any open application, and all of it is read at the client (VAL-11)', async () => {
    const id = await visited();
    const findings = [{ text: 'The fence is open.', criterion: '9.1' }];
    const report = { summary: 'Good, but for the fence.', findings, requiredActions: ['Close the fence.'] };
    const issued = await step(id, 'report', { ...report, responseDueOn: world.clock.dateIn(40) });
    expect(issued).toMatchObject({ state: 'AWAITING_RESPONSE', facts: { findings } });
    const [told] = (await carrierAt(host).read('/v1/notices')).items;
    expect(told).toMatchObject({
      kind: 'VALIDATION_REPORT',
      facts: { responseDueOn: world.clock.dateIn(40) },
    });
    expect(
      (await world.officer(host).post(`/v1/staff/validations/${id}/outcome`, { outcome: 'PASSED' })).body,
    ).toMatchObject({ code: 'VALIDATION_STATE', allowed: ['RESPONSE_REVIEW', 'FAILED'] });

    const responses = `/v1/accounts/${numberAt(host)}/validations/${id}/responses`;
    await carrierAt(host).make(responses, { text: 'It is closed.' });
    expect((await step(id, 'answer', { accepted: false, text: 'Which one?' })).state).toBe(
      'AWAITING_RESPONSE',
    );
    await carrierAt(host).make(responses, { text: 'Both of them.' });
    await step(id, 'answer', { accepted: true, text: 'Seen.' });
    await step(id, 'outcome', { outcome: 'PASSED' });

    const heard = await untilHeard(id, ({ state }) => state === 'PASSED');
    expect(heard).toMatchObject({ performedHere: false, linkId: linked.linkId, kind: 'REVALIDATION' });
    expect(heard.facts).toMatchObject({
      findings,
      responses: [{ text: 'It is closed.' }, { text: 'Both of them.' }],
    });
    await world.officer(client).make(`/v1/staff/validations/${id}/recognition`, { outcome: 'RECOGNIZED' });
    for (const side of world.both) {
      const { dates } = await accountAt(world, side, numberAt(side));
      expect(dates.lastValidatedOn.on).toBe(heard.facts.visitOn);
      expect(dates.nextRevalidationDue.on).toBe(heard.facts.validUntil);
    }
  });

  it('are cancelled with a reason, and only where they are done', async () => {
    const id = await plan({ kind: 'REVALIDATION' });
    await untilHeard(id, ({ state }) => state === 'PLANNED');
    const cancel = `/v1/staff/validations/${id}/cancel`;
    expect(refusal(await world.officer(client).post(cancel, { reason: 'No.' })).code).toBe(
      'HOSTED_ELSEWHERE',
    );
    expect((await step(id, 'cancel', { reason: 'Planned twice.' })).state).toBe('CANCELLED');
    expect(refusal(await world.officer(host).post(cancel, { reason: 'Again.' })).code).toBe(
      'VALIDATION_STATE',
    );
    await untilHeard(id, ({ state }) => state === 'CANCELLED');
  });

  it('have a Validation Response that the client asks for, and that crosses to the host from where it was written (VAL-12)', async () => {
    const rows = await validationsAt(world, client, numberAt(client));
    const { id } = rows.find(({ state }) => state === 'PASSED');
    const responses = `/v1/accounts/${numberAt(client)}/validations/${id}/responses`;
    expect(refusal(await carrierAt(client).post(responses, { text: 'Hello?' }))).toEqual({
      status: 409,
      code: 'HOSTED_ELSEWHERE',
    });
    await world
      .officer(client)
      .make(`/v1/staff/validations/${id}/response-request`, { text: 'Who guards the northern gate?' });
    const [asked] = (await carrierAt(client).read('/v1/notices')).items;
    expect(asked).toMatchObject({ kind: 'VALIDATION_RESPONSE_ASKED', facts: { validationId: id } });

    await carrierAt(client).make(responses, { text: 'Our own guards.' });

    const atHost = await untilHeard(id, ({ clientResponse }) => clientResponse?.responses.length === 1, host);
    expect(atHost).toMatchObject({
      state: 'PASSED',
      clientResponse: { question: 'Who guards the northern gate?', responses: [{ text: 'Our own guards.' }] },
    });
    expect(refusal(await world.carrier(flow).at(client).post(responses, { text: 'Me too.' })).status).toBe(
      404,
    );
  });

  it('validation for cause marks the account, waits out a pause, and says its outcome once that is over (VAL-10)', async () => {
    const path = `/v1/staff/accounts/${numberAt(host)}/validations`;
    const officer = world.officer(host);
    expect(refusal(await officer.post(path, { kind: 'FOR_CAUSE' })).code).toBe('REASON_MISSING');
    expect(refusal(await officer.post(path, { kind: 'FOR_CAUSE', causeCode: 'BAD_MOOD' })).code).toBe(
      'REASON_NOT_LISTED',
    );
    const id = await visited({ kind: 'FOR_CAUSE', causeCode: 'INCIDENT' });
    const standing = (): Promise<any> => officer.read(`/v1/staff/accounts/${numberAt(host)}/standing`);
    expect((await standing()).forCauseReview).toBe(true);
    await untilHeard(id, ({ state }) => state === 'IN_PROGRESS');

    await setStatus(world.officer(client), numberAt(client), 'SUSPENDED', 'INCIDENT');
    await untilHolds(
      () => linkAt(linked.filed.carrier, host, linked.linkId),
      ({ paused }) => paused === true,
      'the pause',
    );
    await step(id, 'report', { summary: 'All is well.' });
    await step(id, 'outcome', { outcome: 'PASSED' });
    expect((await standing()).forCauseReview).toBe(false);
    await untilAllSaid(world);
    expect((await untilHeard(id, () => true)).state).toBe('IN_PROGRESS');

    await setStatus(world.officer(client), numberAt(client), 'PRIOR');
    await untilHeard(id, ({ state }) => state === 'PASSED');
  });

  it('validation failed or recognition declined: officers of each decide, and no clock does', async () => {
    const declined = (await validationsAt(world, client, numberAt(client))).at(-1).id;
    const word = { outcome: 'DECLINED', reasonCode: 'SITE_NOT_COVERED' };
    await world.headquarters(client).make(`/v1/staff/validations/${declined}/recognition`, word);
    const open = async (side: Side): Promise<any[]> =>
      untilHolds(
        () => casesAt(world, side, { kind: 'RECOGNITION', subjectId: numberAt(side), state: 'OPEN' }),
        (cases) => cases.length > 0,
        `the case at ${side.program}`,
      );
    const [atHost] = await open(host);
    expect(atHost.facts).toMatchObject({ about: 'DECLINED_THERE', reasonCode: 'SITE_NOT_COVERED' });
    const [atClient] = await open(client);
    await world.officer(client).make(`/v1/staff/cases/${atClient.id}/resolve`, {
      choice: 'ASK_CARRIER',
      reason: 'Where is the yard?',
    });
    const asked = await untilHeard(declined, ({ clientResponse }) => clientResponse !== null, host);
    expect(asked.clientResponse.question).toBe('Where is the yard?');
    await world.officer(host).make(`/v1/staff/cases/${atHost.id}/resolve`, {
      choice: 'VISIT_AGAIN',
      reason: 'The yard was missed.',
    });

    const { id } = (await validationsAt(world, host, numberAt(host))).at(-1);
    const [visitOn, visitEndsOn] = [world.clock.dateIn(30), world.clock.dateIn(31)];
    await step(id, 'notice', { visitOn, visitEndsOn });
    await untilAllSaid(world);
    await world.advanceDays(30);
    await step(id, 'start');
    await step(id, 'report', { summary: 'The yard is open.' });
    const before = await accountAt(world, host, numberAt(host));
    await step(id, 'outcome', { outcome: 'FAILED' });
    expect((await accountAt(world, host, numberAt(host))).status).toBe(before.status);
    const [failed] = await open(client);
    expect(failed.facts).toMatchObject({ about: 'FAILED_THERE', validationId: id });
    expect((await linkAt(linked.filed.carrier, client, linked.linkId)).phase).toBe('ACTIVE');

    const officer = world.officer(host);
    if (host.program === 'CTPAT') {
      await setStatus(officer, numberAt(host), 'CERTIFIED', 'VALIDATION_FAILED');
      const again = await officer.post(`/v1/staff/accounts/${numberAt(host)}/status`, {
        to: 'CERTIFIED_VALIDATED',
      });
      expect(refusal(again)).toEqual({ status: 409, code: 'VALIDATION_MISSING' });
    } else {
      const order = {
        text: 'Close the yard.',
        dueOn: world.clock.dateIn(90),
        reasonCode: 'VALIDATION_FAILED',
      };
      await officer.make(`/v1/staff/accounts/${numberAt(host)}/action-plan`, order);
      expect((await accountAt(world, host, numberAt(host))).status).toBe('ACTION_PLAN');
    }
  });

  it('count no holiday of the host among the ten working days of a visit', async () => {
    const id = await plan({ kind: 'REVALIDATION' });
    const year = Number(world.clock.dateIn(0).slice(0, 4)) + 1;
    const notice = (visitOn: string, visitEndsOn: string): Promise<any> =>
      world.officer(host).post(`/v1/staff/validations/${id}/notice`, { visitOn, visitEndsOn });
    // From 1 July to 18 July: always 12 or 13 weekdays, one of them a holiday in each country.
    expect(refusal(await notice(`${year}-07-01`, `${year}-07-18`))).toEqual({
      status: 422,
      code: 'DATA_INVALID',
    });
    expect(refusal(await notice(`${year}-07-01`, '9999-12-31'))).toEqual({
      status: 422,
      code: 'DATA_INVALID',
    });
    await step(id, 'cancel', { reason: 'Another year.' });
  });
});
