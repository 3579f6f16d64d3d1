/** Where our own additions to the page are served, below its address. */
export const ADDITIONS = 'own/';

/** After its own styles, and before its own scripts, which run in this order. */
const STYLE = `<link href="${ADDITIONS}readable.css" rel="stylesheet">`;
const SCRIPT = `<script defer src="${ADDITIONS}readable.mjs"></script>`;

/**
 * The page that bull-board's script runs in, from its template. Left out is what our policy forbids anyhow: fonts of another host, and inline
 * styles of the words "Loading". Added is what makes it readable for everyone (`served/`).
 */
export const boardPage = (template: string, values: Readonly<Record<string, string>>): string =>
  template
    .replaceAll(/<link href="https?:[^>]*>/g, '')
    .replaceAll(/<style>.*?<\/style>/gs, '')
    .replaceAll(/ style="[^"]*"/g, '')
    .replace('</head>', `${STYLE}</head>`)
    .replace('<script defer', `${SCRIPT}<script defer`)
    .replaceAll(/<%[-=] (\w+) %>/g, (_place, name: string) => values[name] ?? '');
