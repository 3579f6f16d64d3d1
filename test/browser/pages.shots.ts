import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { playFlow, type Linked } from '../e2e/support/play/flows';
import { submit } from '../e2e/support/play/application';
import { untilHostCase } from '../e2e/support/play/host-case';
import { untilAllSaid } from '../e2e/support/play/review';
import type { Side } from '../e2e/support/side';
import { startWorld, type World } from '../e2e/support/world';
import { openBrowser } from './support/browser';
import { SESSION_KEY, Visitor, type Look } from './support/visitor';

const HOUSE = resolve(__dirname, '..', '..');
const SHOTS = resolve(HOUSE, 'docs', 'portal');
/** What fits a page of documentation: higher pages are cut there. */
const [WIDTH, HIGHEST] = [1100, 1000];

type Paths = Readonly<Record<string, string>>;

/** Makes the pictures of `docs/portal`: a world with a linked carrier and some open work, as it is seen on either face. */
describe('the pictures of the pages', () => {
  let world: World;
  let linked: Linked;
  let hostCase: string;
  let validation: string;
  let draft: string;

  beforeAll(async () => {
    const environment = { PORTAL_FOLDER: resolve(HOUSE, 'dist', 'portal'), SESSION_KEY };
    world = await startWorld({ environment: { CTPAT: environment, PIP: environment } });
    linked = await playFlow(world, 'F1');
    await editPhone();
    hostCase = await openHostCase();
    validation = await planVisit();
    const newcomer = world.carrier('F2');
    const form = newcomer.formWith('usSupplement', 'canadianSupplement');
    ({ id: draft } = await newcomer.at(world.pip).make('/v1/applications?draft=true', { form }));
    drafter = newcomer.at(world.pip);
    await world.officer(world.ctpat).make('/v1/staff/reconciliations', {});
    await untilAllSaid(world);
    for (const side of world.both) await side.runDueJobs();
    mkdirSync(SHOTS, { recursive: true });
  }, 180_000);
  afterAll(() => world?.stop());

  let drafter: ReturnType<World['officer']>;

  async function editPhone(): Promise<void> {
    const path = `/v1/accounts/${linked.accountNumbers.CTPAT}`;
    await linked.filed.carrier.at(world.ctpat).edit(path, { phone: '+12125550177' });
    await untilAllSaid(world);
  }

  async function openHostCase(): Promise<string> {
    const carrier = world.carrier('F1');
    const attestations = { ...carrier.form.attestations, secondHeadOffice: true };
    const filed = await submit(world.ctpat, carrier, { ...carrier.form, attestations });
    return (await untilHostCase(world, world.ctpat, filed)).id;
  }

  async function planVisit(): Promise<string> {
    const officer = world.officer(world.ctpat);
    const path = `/v1/staff/accounts/${linked.accountNumbers.CTPAT}/validations`;
    const { id } = await officer.make<{ id: string }>(path, { kind: 'REVALIDATION' });
    const visit = { visitOn: world.clock.dateIn(31), visitEndsOn: world.clock.dateIn(33) };
    await officer.make(`/v1/staff/validations/${id}/notice`, visit);
    return id;
  }

  async function shoot(
    side: Side,
    who: ReturnType<World['officer']>,
    look: Look,
    paths: Paths,
  ): Promise<void> {
    const browser = await openBrowser();
    const visitor = await Visitor.of(browser, side, who, look);
    for (const [name, path] of Object.entries(paths)) {
      await visitor.open(path);
      await visitor.page.waitForLoadState('networkidle');
      const height = await visitor.page.evaluate<number>('document.documentElement.scrollHeight');
      await visitor.page.setViewportSize({ width: look.width, height: Math.min(HIGHEST, height) });
      await visitor.page.screenshot({ path: resolve(SHOTS, `${name}.png`) });
      await visitor.page.setViewportSize({ width: look.width, height: 900 });
    }
    expect(visitor.faults).toEqual([]);
    await browser.close();
  }

  it('of officers', async () => {
    const number = linked.accountNumbers.CTPAT;
    await shoot(
      world.ctpat,
      world.officer(world.ctpat),
      { width: WIDTH, language: 'en' },
      {
        'officer-cases': '/',
        'officer-case': `/cases/${hostCase}`,
        'officer-applications': '/applications',
        'officer-review': `/applications/${linked.filed.id}`,
        'officer-account': `/accounts/${number}`,
        'officer-both-countries': `/accounts/${number}/both`,
        'officer-validations': '/validations',
        'officer-validation': `/validations/${validation}`,
        'officer-due': '/due',
        'officer-arrangements': '/arrangements',
        'officer-operations': '/operations',
      },
    );
  }, 120_000);

  it('of carriers', async () => {
    const carrier = linked.filed.carrier.at(world.ctpat);
    await shoot(
      world.ctpat,
      carrier,
      { width: WIDTH, language: 'en' },
      {
        'carrier-home': '/',
        'carrier-application': `/applications/${linked.filed.id}`,
        'carrier-account': `/accounts/${linked.accountNumbers.CTPAT}`,
        'carrier-link': `/links/${linked.linkId}`,
        'carrier-notices': '/notices',
      },
    );
    await shoot(
      world.pip,
      drafter,
      { width: WIDTH, language: 'fr' },
      {
        'carrier-apply-addresses-fr': `/apply/${draft}?step=addresses`,
        'carrier-apply-consent-fr': `/apply/${draft}?step=consent`,
        'carrier-apply-check-fr': `/apply/${draft}?step=check`,
      },
    );
  }, 120_000);
});
