import type { ProgramName } from '../programs';
import { loginsOf } from './people';

const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** One field and the known logins. It asks for no password: this issuer exists on the developer's own machine only. */
export function signInPage(uid: string, programs: readonly ProgramName[], refusal?: string): string {
  const options = programs.flatMap(loginsOf).map((login) => `<option value="${escapeHtml(login)}">`);
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Sign in (development)</title><meta name="viewport" content="width=device-width"></head>
<body style="font:16px/1.5 system-ui;max-width:26rem;margin:4rem auto;padding:0 1rem">
<h1>Sign in</h1>
<p>Development only: type a login, such as <code>officer@${programs[0] ?? 'ctpat'}</code>. There is no password.</p>
${refusal ? `<p role="alert" style="color:#a00">${escapeHtml(refusal)}</p>` : ''}
<form method="post" action="/interaction/${encodeURIComponent(uid)}">
<label>Login <input name="login" list="logins" autofocus required autocomplete="username"></label>
<datalist id="logins">${options.join('')}</datalist>
<button>Sign in</button>
</form>
</body>
</html>`;
}
