import { explainLink, type Source } from '../../apps/local/src/explain/explain-link';
import { playFlow } from './support/play/flows';
import { untilAllSaid } from './support/play/review';
import type { Side } from './support/side';
import { startWorld, type World } from './support/world';

describe('the story of a link', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world?.stop());

  const source = async (side: Side): Promise<Source> => ({
    program: side.program,
    url: side.url,
    token: await world.people.tokenFor(side, { name: 'auditor', role: 'AUDITOR' }),
  });
  const sources = (): Promise<Source[]> => Promise.all(world.both.map(source));

  it('is told as one timeline across both sides: who did what, when, where and why', async () => {
    const { linkId, accountNumbers } = await playFlow(world, 'F1');
    await world
      .officer(world.pip)
      .make(`/v1/staff/links/${linkId}/delink`, { reason: 'Asked by the carrier' });
    await untilAllSaid(world);

    const story = await explainLink(await sources(), linkId);

    const lines = story.split('\n');
    expect(lines.slice(0, 3)).toEqual([
      `Link ${linkId}`,
      expect.stringMatching(
        new RegExp(`^CTPAT: ENDED, host CTPAT, epoch 1, account ${accountNumbers.CTPAT}$`),
      ),
      expect.stringMatching(new RegExp(`^PIP: ENDED, host CTPAT, epoch 1, account ${accountNumbers.PIP}$`)),
    ]);
    const timeline = lines.slice(4);
    expect(timeline.map((line) => line.slice(0, 16))).toEqual(
      timeline.map((line) => line.slice(0, 16)).toSorted(),
    );
    for (const words of [
      /CTPAT .* the link was proposed, CTPAT as host/,
      /PIP .*the right to edit was handed over/,
      /CTPAT .*CTPAT is the host \(epoch 1\)/,
      /CTPAT .*officer@ctpat \(OFFICER\) .*the account’s status became CERTIFIED/,
      /PIP .*officer@pip \(OFFICER\) .*the end of the link was asked for.*Asked by the carrier/,
      /CTPAT .*the link ended: DELINKED/,
    ])
      expect(timeline).toEqual(expect.arrayContaining([expect.stringMatching(words)]));
  });

  it('is one clear sentence where neither knows the link, or one does not answer', async () => {
    const unknown = '01a201b9-b440-753c-b219-d5161c53528a';
    await expect(explainLink(await sources(), unknown)).rejects.toThrow('Neither service knows the link');
    const [known] = await sources();
    const silent = { ...known!, program: 'PIP', url: 'http://127.0.0.1:9' };
    await expect(explainLink([known!, silent], unknown)).rejects.toThrow('The PIP service does not answer');
  });
});
