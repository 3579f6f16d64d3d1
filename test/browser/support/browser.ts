import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const PLACES = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

/** Debian's Chromium, or what `CHROMIUM_PATH` names; undefined where there is none. */
export const chromiumPath = (): string | undefined => PLACES.find((path) => path && existsSync(path));

/** A headless browser that asks nothing of the network by itself. */
export async function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath(),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** The suites of this folder: left out by name where there is no browser, and required in CI. */
export function describeInBrowser(name: string, suite: () => void): void {
  if (chromiumPath()) describe(name, suite);
  else if (process.env.REQUIRE_CHROMIUM === '1')
    throw new Error('REQUIRE_CHROMIUM=1, but there is no Chromium: install it, or set CHROMIUM_PATH');
  else describe.skip(`${name} (skipped: no Chromium; set CHROMIUM_PATH)`, suite);
}
