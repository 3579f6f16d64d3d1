import { linkAt, playFlow, type Linked } from './support/play/flows';
import { casesAt } from './support/play/host-case';
import { accountAt, setStatus } from './support/play/review';
import type { Side } from './support/side';
import { untilHolds } from './support/until';
import { startWorld, type World } from './support/world';

const refusal = ({ status, body }: { status: number; body: any }) => ({ status, code: body.code });

describe.each([
  ['CTPAT', 'F1', 'REMOVED'],
  ['PIP', 'F2', 'CANCELLED'],
] as const)('appeals against decisions of %s as host', (program, flow, ended) => {
  let world: World;
  let linked: Linked;
  let side: Side;
  let number: string;
  beforeAll(async () => {
    world = await startWorld();
    linked = await playFlow(world, flow);
    side = linked.host;
    number = linked.accountNumbers[side.program];
  });
  afterAll(() => world?.stop());

  const path = (): string => `/v1/accounts/${number}/appeals`;
  const carrier = () => linked.filed.carrier.at(side);
  const file = (): Promise<any> => carrier().post(path(), { text: 'It was not us.' });
  const openCase = async (): Promise<any> =>
    (await casesAt(world, side, { kind: 'APPEAL', subjectId: number, state: 'OPEN' }))[0];
  const status = async (): Promise<string> => (await accountAt(world, side, number)).status;
  const days = program === 'CTPAT' ? 90 : 30;

  it('are of an adverse action only, by the own carrier, once', async () => {
    expect(refusal(await file())).toEqual({ status: 409, code: 'APPEAL_NOT_POSSIBLE' });
    await setStatus(world.officer(side), number, 'SUSPENDED', 'INCIDENT');
    expect(refusal(await world.carrier(flow).at(side).post(path(), { text: 'Me.' })).status).toBe(404);
    expect(refusal(await linked.filed.carrier.userAt(side).post(path(), { text: 'Me.' })).status).toBe(403);

    const { status: code, body } = await file();

    expect([code, body]).toEqual([
      201,
      expect.objectContaining({
        state: 'FILED',
        status: 'SUSPENDED',
        fileBy: world.clock.dateIn(days),
        decideBy: world.clock.dateIn(180),
      }),
    ]);
    expect(refusal(await file())).toEqual({ status: 409, code: 'APPEAL_OPEN' });
    expect((await openCase()).facts).toMatchObject({ appealId: body.id, text: 'It was not us.' });
  });

  it('are decided by headquarters alone; one that is upheld reinstates, as a new row', async () => {
    const { id } = await openCase();
    const resolve = `/v1/staff/cases/${id}/resolve`;
    const word = { choice: 'UPHELD', reason: 'It was another carrier.' };
    expect(refusal(await world.officer(side).post(resolve, word)).status).toBe(403);
    await world.headquarters(side).make(resolve, word);
    const account = await accountAt(world, side, number);
    expect(account.wireStatus).toBe('ACTIVE_VALIDATED');
    expect(account.history.at(-1)).toMatchObject({ reasonCode: 'APPEAL_UPHELD' });
    expect(account.history.at(-2)).toMatchObject({ status: 'SUSPENDED' });
    expect(refusal(await file()).code).toBe('APPEAL_NOT_POSSIBLE');
  });

  it('are over by themselves where the action is taken back first', async () => {
    await setStatus(world.officer(side), number, 'SUSPENDED', 'INCIDENT');
    await file();
    await setStatus(world.officer(side), number, 'PRIOR', 'CORRECTED');
    expect(await openCase()).toBeUndefined();
    expect((await carrier().read(path())).items.at(-1)).toMatchObject({ state: 'OVERTAKEN' });
  });

  it('that are denied leave the action as it is, for good', async () => {
    await setStatus(world.officer(side), number, 'SUSPENDED', 'INCIDENT');
    await file();
    await world
      .headquarters(side)
      .make(`/v1/staff/cases/${(await openCase()).id}/resolve`, { choice: 'DENIED', reason: 'It was you.' });
    expect(await status()).toBe('SUSPENDED');
    expect(refusal(await file()).code).toBe('APPEAL_NOT_POSSIBLE');
    const [told] = (await carrier().read('/v1/notices')).items;
    expect(told).toMatchObject({ kind: 'APPEAL_DENIED' });
  });

  it('of an end that are upheld restore the status before it; the ended link is not revived', async () => {
    await setStatus(world.headquarters(side), number, ended, 'INCIDENT');
    for (const each of world.both)
      await untilHolds(
        () => linkAt(linked.filed.carrier, each, linked.linkId),
        ({ phase }) => phase === 'ENDED',
        'the end of the link',
      );
    await file();
    await world
      .headquarters(side)
      .make(`/v1/staff/cases/${(await openCase()).id}/resolve`, { choice: 'UPHELD', reason: 'Too hard.' });
    expect(await status()).toBe('SUSPENDED');
    await setStatus(world.officer(side), number, 'PRIOR');
    const account = await accountAt(world, side, number);
    expect(account).toMatchObject({ wireStatus: 'ACTIVE_VALIDATED', recordRole: 'STANDALONE' });
    expect((await linkAt(linked.filed.carrier, side, linked.linkId)).phase).toBe('ENDED');
  });

  it('come too late after the last day, and the answer names it', async () => {
    await setStatus(world.officer(side), number, 'SUSPENDED', 'INCIDENT');
    await world.advanceDays(days + 1);
    const late = await file();
    expect(refusal(late)).toEqual({ status: 409, code: 'APPEAL_TOO_LATE' });
    expect(late.body.deadline).toBe(world.clock.dateIn(-1));
  });
});
