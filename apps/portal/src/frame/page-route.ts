import type { ComponentType } from 'preact';

export interface PageRoute {
  readonly path: string;
  readonly page: ComponentType;
}

/** A page below `/portal`; the parts of its path that begin with a colon are its properties. */
export const route = <Parts>(path: string, page: ComponentType<Parts>): PageRoute => ({
  path,
  page: page as ComponentType,
});
