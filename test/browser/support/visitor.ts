import { readFileSync } from 'node:fs';
import { CookieSeal } from '@platform/pages/session-cookie';
import type { Session } from '@testing/people/session';
import type { Browser, Page } from 'playwright-core';
import type { Side } from '../../e2e/support/side';

/** The key of the cookies in these tests: 32 bytes in base64url. */
export const SESSION_KEY = Buffer.alloc(32, 7).toString('base64url');

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

export interface Look {
  readonly width: number;
  readonly language: 'en' | 'fr';
}

/** A page of a service, signed in as someone, with everything that went wrong in it collected. */
export class Visitor {
  readonly faults: string[] = [];

  private constructor(
    readonly page: Page,
    private readonly side: Side,
  ) {
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
    return new Visitor(await context.newPage(), side);
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
