import type { ProgramName } from '../programs';
import { type Person, peopleOf, type Role } from './people';

const ROLES: Readonly<Record<Role, string>> = {
  OFFICER: 'officer',
  HQ: 'headquarters',
  AUDITOR: 'auditor, reads only',
  CARRIER_OFFICER: 'officer of a carrier: applies, consents, links',
  CARRIER_USER: 'user of a carrier: drafts and edits',
};

const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** A person as a button, and what this person may do. */
function choice({ login, name, roles, office }: Person): string {
  const what = [...roles.map((role) => ROLES[role]), ...(office ? [office] : [])].join(', ');
  return `<li><button name="login" value="${escapeHtml(login)}">${escapeHtml(login)}</button> ${escapeHtml(`${name}, ${what}`)}</li>`;
}

/**
 * A field for any login, and the known people as buttons. It asks for no password: this issuer exists on the developer's own machine
 * only. A carrier may say the address that stands in its application: accounts open to the officers named there (ADR 0008).
 */
export function signInPage(uid: string, programs: readonly ProgramName[], refusal?: string): string {
  const form = `<form method="post" action="/interaction/${encodeURIComponent(uid)}">`;
  const invented = `maple@${programs[0] ?? 'ctpat'}`;
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Sign in (development)</title><meta name="viewport" content="width=device-width">
<style>body{font:16px/1.5 system-ui;max-width:40rem;margin:3rem auto;padding:0 1rem}li{margin:.4rem 0}ul{padding:0;list-style:none}input{font:inherit;width:100%;box-sizing:border-box}button{font:inherit}</style></head>
<body>
<h1>Sign in</h1>
<p>Development only: everyone here is fictional, and there is no password.</p>
${refusal ? `<p role="alert" style="color:#a00">${escapeHtml(refusal)}</p>` : ''}
${form}
<p><label>Login <input name="login" autofocus required autocomplete="username"></label><br>
Any other word, such as <code>${invented}</code>, is an officer of a new carrier, with the address <code>maple@carriers.example</code> at both programs.</p>
<p><label>E-mail address (optional, carriers only) <input name="email" type="email" autocomplete="off"></label><br>
That of a contact in an application: who has it sees the carrier’s accounts at both programs.</p>
<p><button>Sign in</button></p>
</form>
<h2>Or as one of these</h2>
${form}<ul>${programs.flatMap(peopleOf).map(choice).join('')}</ul></form>
</body>
</html>`;
}
