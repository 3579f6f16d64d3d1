/** Where a sign-in may lead: a path of our own pages, never another site (open redirect). Anything else leads to the first page. */
export function safePath(to: unknown, pages: string): string {
  if (typeof to !== 'string' || !to.startsWith('/') || /^\/[/\\]|[\\\s]|\p{Cc}/u.test(to)) return pages;
  const url = new URL(to, 'http://pages.invalid');
  const isOwn = url.host === 'pages.invalid' && url.pathname.startsWith(pages);
  return isOwn ? `${url.pathname}${url.search}` : pages;
}
