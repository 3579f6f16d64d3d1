/** What the pages of one service are served with. */
export interface PagesOptions {
  /** Folder of the built pages: `index.html` and `assets/`. */
  readonly folder: string;
  /** What makes these pages this service's own: name, colours, default language. Given to the pages as JSON. */
  readonly face: () => object;
  /** Where browsers reach this service, e.g. `https://ctpat.example`. */
  readonly publicUrl: () => string;
  readonly issuerUrl: string;
  readonly clientId: string;
  /** The audience that tokens are asked for (RFC 8707). */
  readonly audience: string;
  /** 32 bytes that encrypt the cookies. */
  readonly sessionKey: Uint8Array;
  /** Sets this service's cookies apart from those of another one on the same host name. */
  readonly name: string;
}

/** Everything that the pages have is below this path. */
export const PAGES = '/portal/';
