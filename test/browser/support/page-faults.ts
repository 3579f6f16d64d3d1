import type { Look, Visitor } from './visitor';

/** A code of a closed list that nobody has put into words (TXT-7). */
const RAW_CODE = /\b[A-Z]{2,}_[A-Z_]+\b/g;

/**
 * What axe and the browser find wrong with each page, and every page that is wider than the screen or shows a raw code.
 * `open`: goes to a page and waits until it is shown.
 */
export async function pageFaults(
  visitor: Visitor,
  look: Look,
  paths: readonly string[],
  open = (path: string): Promise<void> => visitor.open(path),
): Promise<string[]> {
  const found: string[] = [];
  for (const path of paths) {
    await open(path);
    const width = await visitor.page.evaluate<number>('document.documentElement.scrollWidth');
    const shown = await visitor.page.evaluate<string>('document.body.textContent');
    const codes = new Set(shown.match(RAW_CODE));
    found.push(
      ...[...codes].map((code) => `${path}: shows ${code}`),
      ...(await visitor.violations()).map((violation) => `${path}: ${violation}`),
      ...(width > look.width ? [`${path}: ${width} px wide on a screen of ${look.width}`] : []),
    );
  }
  return [...found, ...visitor.faults];
}
