import type { LiveLink } from './databases/live-links';
import { loginsOf } from './identity/people';
import type { Endpoints } from './launcher';
import { PROGRAMS } from './programs';

const SHOWN_LINKS = 8;

const row = (name: string, value: string): string => `  ${name.padEnd(16)} ${value}`;

function linkLines(links: LiveLink[]): string[] {
  if (links.length === 0) return [row('linked', 'no accounts yet')];
  const shown = links.slice(0, SHOWN_LINKS).map(({ local, peer, host, phase }, index) => {
    return row(index === 0 ? `linked (${links.length})` : '', `${local} ⇄ ${peer}  host ${host}  ${phase}`);
  });
  return links.length > SHOWN_LINKS ? [...shown, row('', `and ${links.length - SHOWN_LINKS} more`)] : shown;
}

/** Where everything is, who can sign in, and what is linked. */
export function summary(endpoints: Endpoints, links: LiveLink[]): string {
  return [
    '',
    row('C-TPAT pages', `${endpoints.ctpat}/portal/   (the API: ${endpoints.ctpat}/docs)`),
    row('PIP pages', `${endpoints.pip}/portal/   (the API: ${endpoints.pip}/docs)`),
    row('clock', `${endpoints.control}/   lets days pass for both, as the 30 before a site visit`),
    ...PROGRAMS.map((program) => row(`${program} logins`, loginsOf(program).join(' '))),
    row('new carrier', 'any other word: maple@ctpat and maple@pip; no login has a password'),
    row('token for curl', 'npm run -s token -- --as officer@ctpat'),
    ...linkLines(links),
    '',
    'Ready. Ctrl-C stops everything; the data stay in .local/.',
  ].join('\n');
}
