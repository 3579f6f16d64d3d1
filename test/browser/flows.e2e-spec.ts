import type { FlowName } from '@harmonization/domain/scenario';
import { describeInBrowser } from './support/browser';
import { openBrowserWorld, type BrowserWorld } from './support/browser-world';
import { clickThrough, Desk, Play } from './support/clicks/flow';
import type { Look } from './support/visitor';

const FLOWS = ['F1', 'F2', 'F3', 'F4', 'F5', 'F6', 'F7', 'F8'] as const satisfies readonly FlowName[];
const WIDTH = 1280;

/** A carrier in one language and the officers of both programs in the other; and the other way round. */
const LANGUAGES: readonly (readonly [Look['language'], Look['language']])[] = [
  ['en', 'fr'],
  ['fr', 'en'],
];

describeInBrowser('a carrier and the officers of both programs, by clicks alone', () => {
  let opened: BrowserWorld;
  beforeAll(async () => {
    opened = await openBrowserWorld();
  });
  afterAll(() => opened?.close());

  describe.each(LANGUAGES)('a carrier in %s, officers in %s', (ofCarrier, ofOfficers) => {
    let desk: Desk;
    beforeAll(() => {
      desk = new Desk(opened.browser, { width: WIDTH, language: ofOfficers });
    });
    afterAll(() => desk?.close());

    it.each(FLOWS)('go %s through to the link, signed in by the issuer', async (flow) => {
      const { world } = opened;
      const play = new Play(world, desk, world.carrier(flow), ofCarrier);
      const carrier = await clickThrough(play);
      const { screens } = play;
      const { pathname } = new URL(carrier.page.url());
      const active = carrier.page.getByText(carrier.words.link.phases.ACTIVE!, { exact: true });
      await carrier.openUntil(pathname.replace('/portal', ''), active);

      const host = carrier.page.locator('.pair .card').first();
      expect(await host.textContent()).toContain(carrier.words.host[play.carrier.host]);
      expect(await host.textContent()).toContain(carrier.words.link.host);
      // Two memberships are linked in six screens at most, those at the program that gives the code among them.
      if (play.carrier.document.memberOf.length === 2) expect(screens).toBeLessThanOrEqual(6);
      expect([...play.faults, ...(await desk.faults())]).toEqual([]);
      await play.close();
    });
  });
});
