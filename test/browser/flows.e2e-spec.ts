import type { FlowName } from '@harmonization/domain/scenario';
import { describeInBrowser } from './support/browser';
import { openBrowserWorld, type BrowserWorld } from './support/browser-world';
import { clickThrough, Play } from './support/clicks/flow';
import type { Look } from './support/visitor';

/** Each flow in one language; over the eight each host and each scenario is seen in both. */
const FLOWS: readonly (readonly [FlowName, Look['language']])[] = [
  ['F1', 'en'],
  ['F2', 'fr'],
  ['F3', 'fr'],
  ['F4', 'en'],
  ['F5', 'en'],
  ['F6', 'fr'],
  ['F7', 'fr'],
  ['F8', 'en'],
];

describeInBrowser('a carrier and the officers of both programs, by clicks alone', () => {
  let opened: BrowserWorld;
  beforeAll(async () => {
    opened = await openBrowserWorld();
  });
  afterAll(() => opened?.close());

  it.each(FLOWS)('go %s through to the link, signed in by the issuer (%s)', async (flow, language) => {
    const { world, browser } = opened;
    const play = new Play(world, browser, world.carrier(flow), { width: 1280, language });
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
    expect(play.faults).toEqual([]);
    await play.close();
  });
});
