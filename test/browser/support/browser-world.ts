import { resolve } from 'node:path';
import type { Browser } from 'playwright-core';
import { startWorld, type World } from '../../e2e/support/world';
import { openBrowser } from './browser';
import { DevelopmentIssuer } from './development-issuer';
import { SESSION_KEY } from './visitor';

const PORTAL_FOLDER = resolve(__dirname, '..', '..', '..', 'dist', 'portal');

export interface BrowserWorld {
  readonly world: World;
  readonly browser: Browser;
  close(): Promise<void>;
}

/** Both services with their pages, the development identity provider, and a browser. */
export async function openBrowserWorld(): Promise<BrowserWorld> {
  const environment = { PORTAL_FOLDER, SESSION_KEY };
  const startIssuer = (): Promise<DevelopmentIssuer> => DevelopmentIssuer.start();
  const world = await startWorld({ environment: { CTPAT: environment, PIP: environment }, startIssuer });
  const browser = await openBrowser();
  return {
    world,
    browser,
    close: async () => {
      await browser.close();
      await world.stop();
    },
  };
}
