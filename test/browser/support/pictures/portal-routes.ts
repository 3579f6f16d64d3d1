import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const PORTAL = resolve(__dirname, '..', '..', '..', '..', 'apps', 'portal', 'src');

export type Face = 'carrier' | 'officer';

/** The paths that the router of the pages knows, e.g. `/accounts/:number`, as they stand in its own file. */
export function routesOf(face: Face): string[] {
  const source = readFileSync(resolve(PORTAL, face, 'routes.tsx'), 'utf8');
  return [...source.matchAll(/\broute\('([^']+)'/g)].map(([, path]) => path!);
}

/** Whether a path leads to the page of a route, and to no other that is named to the letter. */
export function isPageOf(route: string, path: string, routes: readonly string[]): boolean {
  const [asked = ''] = path.split('?');
  if (routes.includes(asked)) return asked === route;
  return new RegExp(`^${route.replaceAll(/:\w+/g, '[^/]+')}$`).test(asked);
}
