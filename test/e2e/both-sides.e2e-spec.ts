import { accountAt, untilAllSaid } from './support/play/review';
import { playFlow, type Linked } from './support/play/flows';
import type { Side } from './support/side';
import { untilHolds } from './support/until';
import { startWorld, type World } from './support/world';

describe.each([
  ['CTPAT', 'F1'],
  ['PIP', 'F2'],
] as const)("both countries' view of a carrier with %s as host", (_, flow) => {
  let world: World;
  let linked: Linked;
  beforeAll(async () => {
    world = await startWorld();
    linked = await playFlow(world, flow);
    await untilAllSaid(world);
  });
  afterAll(() => world?.stop());

  const numberAt = (side: Side): string => linked.accountNumbers[side.program];
  const viewAt = (side: Side): Promise<any> =>
    world.officer(side).read(`/v1/staff/accounts/${numberAt(side)}/both-sides`);
  const fieldOf = (view: any, name: string): any => view.fields.find(({ field }: any) => field === name);

  it('HIST-3: tells of an edited field its version on each side and when it crossed, and of no other', async () => {
    const { host, client } = linked;
    const before = fieldOf(await viewAt(host), 'legalName');
    const { version } = await accountAt(world, host, numberAt(host));
    const answer = await linked.filed.carrier
      .at(host)
      .patch(`/v1/accounts/${numberAt(host)}`, { phone: '+12125550177' }, { 'if-match': `"${version}"` });
    expect(answer.status).toBe(200);

    const there = await untilHolds(
      () => viewAt(client),
      (view) => fieldOf(view, 'phone').value === '+12125550177',
      'the edit at the client',
    );
    const here = await untilHolds(
      () => viewAt(host),
      (view) => fieldOf(view, 'phone').there?.version === fieldOf(view, 'phone').here.version,
      'the host to know that the client has it',
    );
    const [edited, taken] = [fieldOf(here, 'phone'), fieldOf(there, 'phone')];
    expect(edited).toMatchObject({ owner: host.program, here: { by: 'EDITED' } });
    expect(taken).toMatchObject({ owner: host.program, here: { by: 'TAKEN', version: edited.here.version } });
    expect(fieldOf(here, 'legalName').here).toEqual(before.here);
    expect(edited.here.version).toBeGreaterThan(before.here.version);
    expect(here.versions.here).toBe(here.versions.there);
  });

  it("lists each program's own facts under its name", async () => {
    for (const side of world.both) {
      const { facts } = await viewAt(side);
      for (const owner of world.both)
        expect(facts).toContainEqual(
          expect.objectContaining({ fact: 'accountNumber', owner: owner.program, value: numberAt(owner) }),
        );
    }
  });

  it('is not shown to carriers, and of an unknown account there is none', async () => {
    const { host } = linked;
    const path = `/v1/staff/accounts/${numberAt(host)}/both-sides`;
    expect((await linked.filed.carrier.at(host).get(path)).status).toBe(403);
    expect((await world.officer(host).get('/v1/staff/accounts/NOBODY/both-sides')).status).toBe(404);
  });
});
