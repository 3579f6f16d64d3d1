import type { AppControllerRoute, AppViewRoute, IServerAdapter, UIConfig } from '@bull-board/api/typings/app';

/**
 * Takes what bull-board offers a web server. Its own adapter for Fastify is not used: that one serves every route, those that
 * change queues too, and sets up a template engine for one page.
 */
export class BoardParts implements IServerAdapter {
  entry!: AppViewRoute;
  config: UIConfig = {};
  assets = '';
  private routes: readonly AppControllerRoute[] = [];

  /** Every route that only reads. */
  get reads(): AppControllerRoute[] {
    return this.routes.filter(({ method }) => method === 'get');
  }

  setApiRoutes(routes: AppControllerRoute[]): this {
    this.routes = routes;
    return this;
  }

  setEntryRoute(entry: AppViewRoute): this {
    this.entry = entry;
    return this;
  }

  setUIConfig(config: UIConfig): this {
    this.config = config;
    return this;
  }

  setStaticPath(_route: string, folder: string): this {
    this.assets = folder;
    return this;
  }

  /** The page is read by `board-page`. */
  setViewsPath(): this {
    return this;
  }

  /** Queues are looked up at each request: one whose server went away is replaced by another. */
  setQueues(): this {
    return this;
  }

  /** Failures are answered as everywhere in the service. */
  setErrorHandler(): this {
    return this;
  }
}
