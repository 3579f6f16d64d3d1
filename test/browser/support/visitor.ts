import { readFileSync } from 'node:fs';
import { CookieSeal } from '@platform/pages/session-cookie';
import type { Session } from '@testing/people/session';
import type { Browser, Locator, Page } from 'playwright-core';
import { en, type Words } from '../../../apps/portal/src/words/en';
import { fr } from '../../../apps/portal/src/words/fr';
import type { Side } from '../../e2e/support/side';
import { until } from '../../e2e/support/until';

/** The key of the cookies in these tests: 32 bytes in base64url. */
export const SESSION_KEY = Buffer.alloc(32, 7).toString('base64url');

const WORDS: Readonly<Record<Look['language'], Words>> = { en, fr };
const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

export interface Look {
  readonly width: number;
  readonly language: 'en' | 'fr';
}

/** A page of a service, signed in as someone, with everything that went wrong in it collected. */
export class Visitor {
  readonly faults: string[] = [];
  /** The paths of the pages that were seen, one after the other. */
  readonly screens: string[] = [];

  private constructor(
    readonly page: Page,
    private readonly side: Side,
    readonly words: Words,
  ) {
    page.on('framenavigated', (frame) => {
      const { pathname } = new URL(frame.url());
      if (frame !== page.mainFrame() || !pathname.startsWith('/portal/')) return;
      if (this.screens.at(-1) !== pathname) this.screens.push(pathname);
    });
    page.on('pageerror', (error) => this.faults.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' && !message.text().includes('Failed to load resource'))
        this.faults.push(message.text());
    });
  }

  static async of(
    browser: Browser,
    side: Side,
    session: Session | undefined,
    { width, language }: Look,
  ): Promise<Visitor> {
    const context = await browser.newContext({ viewport: { width, height: 900 }, bypassCSP: false });
    if (session) await context.addCookies([await cookieOf(side, session)]);
    await context.addInitScript(`localStorage.setItem('language', '${language}')`);
    return new Visitor(await context.newPage(), side, WORDS[language]);
  }

  /** Signs in as people do: from the first page to the issuer's, with a login, and back. */
  static async signIn(browser: Browser, side: Side, login: string, look: Look): Promise<Visitor> {
    const visitor = await Visitor.of(browser, side, undefined, look);
    await visitor.open('/');
    await visitor.signInFromHere(login);
    return visitor;
  }

  /** From a page that offers to sign in, to the issuer's page and back. */
  async signInFromHere(login: string): Promise<void> {
    await this.link(this.words.frame.signIn).click();
    await this.page.fill('input[name=login]', login);
    await this.page.click('button');
    await this.page.waitForURL(`${this.side.url}/portal/**`);
    await this.page.waitForSelector('nav');
    await this.settled();
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  link(name: string): Locator {
    return this.page.getByRole('link', { name, exact: true });
  }

  /** Looks at a page again and again, as people do, until it shows something. */
  async openUntil(path: string, shown: Locator): Promise<Locator> {
    await until(
      async () => {
        await this.open(path);
        return shown.first().isVisible();
      },
      { what: `${path} at ${this.side.program} to show ${String(shown)}`, deadlineMs: 20_000 },
    );
    return shown.first();
  }

  /** Goes to a page and waits until it shows its heading and nothing is loading. */
  async open(path: string): Promise<void> {
    await this.page.goto(`${this.side.url}/portal${path}`);
    await this.settled();
  }

  async settled(): Promise<void> {
    await this.page.waitForSelector('main h1');
    await this.page.waitForSelector('main .loading', { state: 'detached' });
  }

  /** Tabs to a control and presses it: what a keyboard cannot reach is not found. */
  async press(kind: string, name: string): Promise<void> {
    const isThere = `document.activeElement.matches('${kind}') && document.activeElement.textContent.trim() === '${name}'`;
    for (let steps = 0; steps < 200; steps++) {
      await this.page.keyboard.press('Tab');
      if (await this.page.evaluate<boolean>(isThere)) return this.page.keyboard.press('Enter');
    }
    throw new Error(`No ${kind} "${name}" is reached by keyboard`);
  }

  /** What axe finds wrong (WCAG 2.2 A and AA), as lines. Its script runs in the browser's own world, which the page's policy does not bind. */
  async violations(): Promise<string[]> {
    const session = await this.page.context().newCDPSession(this.page);
    const { result } = (await session.send('Runtime.evaluate', {
      expression: `${AXE}; axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }).then(({ violations }) =>
        violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ target }) => target.join(' ')).join(', ')))`,
      awaitPromise: true,
      returnByValue: true,
    })) as { result: { value: string[] } };
    return result.value;
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }
}

async function cookieOf(side: Side, session: Session) {
  const seal = new CookieSeal(Buffer.from(SESSION_KEY, 'base64url'));
  const token = (await session.token()).replace(/^Bearer /, '');
  const expiresAt = Math.floor(Date.now() / 1000) + 3_600;
  const value = await seal.session({ token, subject: session.login, expiresAt });
  return {
    name: `${side.program.toLowerCase()}-session`,
    value,
    url: side.url,
    httpOnly: true,
    sameSite: 'Strict' as const,
  };
}
