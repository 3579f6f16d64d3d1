import type { Look, Visitor } from './visitor';

/** What axe and the browser find wrong with each page, and every page that is wider than the screen. */
export async function pageFaults(visitor: Visitor, look: Look, paths: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const path of paths) {
    await visitor.open(path);
    const width = await visitor.page.evaluate<number>('document.documentElement.scrollWidth');
    found.push(
      ...(await visitor.violations()).map((violation) => `${path}: ${violation}`),
      ...(width > look.width ? [`${path}: ${width} px wide on a screen of ${look.width}`] : []),
    );
  }
  return [...found, ...visitor.faults];
}
