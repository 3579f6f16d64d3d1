import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Browser } from 'playwright-core';
import type { Side } from '../e2e/support/side';
import { startWorld, type World } from '../e2e/support/world';
import { openBrowser } from './support/browser';
import { picturedWorld, type Pictured } from './support/pictures/pictured-world';
import {
  carrierPictures,
  formPictures,
  linkingPictures,
  officerPictures,
  type Pictures,
} from './support/pictures/pictures';
import { isPageOf, routesOf } from './support/pictures/portal-routes';
import { SESSION_KEY, Visitor, type Look } from './support/visitor';

const HOUSE = resolve(__dirname, '..', '..');
const SHOTS = resolve(process.env.SHOTS_FOLDER ?? resolve(HOUSE, 'docs', 'portal'));
/** What fits a page of documentation: higher pages are cut there. */
const [WIDTH, HIGHEST] = [1100, 1000];
/** The repository carries the pictures: each stays small. */
const MOST_BYTES = 150_000;

/** Makes the pictures of `docs/portal`, one at least of each page: a world with linked carriers and some open work. */
describe('the pictures of the pages', () => {
  let world: World;
  let browser: Browser;
  let pictured: Pictured;

  beforeAll(async () => {
    const environment = { PORTAL_FOLDER: resolve(HOUSE, 'dist', 'portal'), SESSION_KEY };
    world = await startWorld({ environment: { CTPAT: environment, PIP: environment } });
    pictured = await picturedWorld(world);
    browser = await openBrowser();
    mkdirSync(SHOTS, { recursive: true });
  }, 240_000);
  afterAll(async () => {
    await browser?.close();
    await world?.stop();
  });

  async function shoot(
    side: Side,
    who: ReturnType<World['officer']>,
    language: Look['language'],
    pictures: Pictures,
  ): Promise<void> {
    const look = { width: WIDTH, language };
    const visitor = await Visitor.of(browser, side, who, look);
    for (const [name, path] of Object.entries(pictures)) {
      await visitor.open(path);
      await visitor.page.waitForLoadState('networkidle');
      const height = await visitor.page.evaluate<number>(
        'Math.ceil(document.body.getBoundingClientRect().height)',
      );
      await visitor.page.setViewportSize({ width: look.width, height: Math.min(HIGHEST, height) });
      await visitor.page.screenshot({ path: resolve(SHOTS, `${name}.png`) });
      await visitor.page.setViewportSize({ width: look.width, height: 900 });
    }
    expect(visitor.faults).toEqual([]);
    await visitor.close();
  }

  it('show officers what they do', async () => {
    await shoot(world.ctpat, world.headquarters(world.ctpat), 'en', officerPictures(pictured));
  }, 120_000);

  it('show carriers what they hold, link and fill in', async () => {
    const { linked, linking, drafter } = pictured;
    await shoot(world.ctpat, linked.filed.carrier.at(world.ctpat), 'en', carrierPictures(pictured));
    await shoot(world.ctpat, linking.session, 'en', linkingPictures(pictured));
    await shoot(world.pip, drafter, 'fr', formPictures(pictured));
  }, 180_000);

  it('are there of every page that the router knows, and of nothing else, each of them small', () => {
    const ofCarrier = [carrierPictures, linkingPictures, formPictures].map((of) => of(pictured));
    const shown = { officer: [officerPictures(pictured)], carrier: ofCarrier };
    for (const face of ['officer', 'carrier'] as const) {
      const routes = routesOf(face);
      const paths = shown[face].flatMap((pictures) => Object.values(pictures));
      const missing = routes.filter((route) => !paths.some((path) => isPageOf(route, path, routes)));
      expect(routes.length).toBeGreaterThan(10);
      expect([face, missing]).toEqual([face, []]);
    }
    const names = [...shown.officer, ...ofCarrier].flatMap((pictures) => Object.keys(pictures));
    for (const file of readdirSync(SHOTS).filter((each) => !names.includes(each.replace('.png', ''))))
      rmSync(resolve(SHOTS, file));
    const large = readdirSync(SHOTS).filter((file) => statSync(resolve(SHOTS, file)).size > MOST_BYTES);
    expect(large).toEqual([]);
  });
});
