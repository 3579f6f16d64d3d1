import type { ComponentType } from 'preact';

interface PageRoute {
  readonly path: string;
  readonly page: ComponentType<never>;
}

/** The officers' pages, below `/portal`. */
export const OFFICER_ROUTES: readonly PageRoute[] = [];
