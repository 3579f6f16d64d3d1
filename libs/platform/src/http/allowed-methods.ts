import type { FastifyInstance } from 'fastify';

const OFFERED = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']);

const patternOf = (route: string): RegExp =>
  new RegExp(
    `^${route
      .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
      .replace(/:[A-Za-z0-9_]+/g, '[^/]+')
      .replace(/\*/g, '.*')}$`,
  );

/** Which methods a path is served with: an unknown method on a known path is 405, not 404. */
export class AllowedMethods {
  private readonly routes = new Map<string, { pattern: RegExp; methods: Set<string> }>();

  /** Must be called before the first route is added. */
  watch(fastify: FastifyInstance): void {
    fastify.addHook('onRoute', ({ url, method }) => [method].flat().forEach((one) => this.add(url, one)));
  }

  /** The methods that a path is served with, where `method` is not one of them; otherwise none. */
  instead(method: string, url: string): string[] {
    const allowed = this.of(url);
    return allowed.includes(method) ? [] : allowed;
  }

  private of(url: string): string[] {
    const path = url.split('?', 1)[0] ?? url;
    const found = [...this.routes.values()].filter(({ pattern }) => pattern.test(path));
    return [...new Set(found.flatMap(({ methods }) => [...methods]))].sort();
  }

  private add(url: string, method: string): void {
    if (!OFFERED.has(method)) return;
    const route = this.routes.get(url) ?? { pattern: patternOf(url), methods: new Set<string>() };
    route.methods.add(method);
    this.routes.set(url, route);
  }
}
