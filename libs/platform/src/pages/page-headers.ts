/** Scripts, styles and calls of our own host only, nothing inline, in no frame; a page may be the target of no foreign form. */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; " +
    "manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
  'x-frame-options': 'DENY',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=()',
};

/**
 * For pages of another maker: they load their scripts in pieces, which trusted types would forbid, and need a base address. They get no inline
 * script and no inline style either, and may ask nothing but what lies below their own address: not our API, with whoever's session.
 */
export const mountedHeaders = (address: string): Readonly<Record<string, string>> => ({
  ...PAGE_HEADERS,
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; worker-src 'self'; " +
    `connect-src ${address}; base-uri 'self'; form-action 'none'; frame-ancestors 'none'`,
});
