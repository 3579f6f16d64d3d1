/**
 * The page that bull-board's script runs in, from its template. Left out is what our policy forbids anyhow: fonts of another host, and inline
 * styles of the words "Loading".
 */
export const boardPage = (template: string, values: Readonly<Record<string, string>>): string =>
  template
    .replaceAll(/<link href="https?:[^>]*>/g, '')
    .replaceAll(/<style>.*?<\/style>/gs, '')
    .replaceAll(/ style="[^"]*"/g, '')
    .replaceAll(/<%[-=] (\w+) %>/g, (_place, name: string) => values[name] ?? '');
