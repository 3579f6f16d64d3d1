/** What can be let pass by one press: a day, the notice of a site visit and a little more (VAL notice of 30 days), a year. */
const STEPS = [1, 31, 365];

const button = (days: number): string =>
  `<button name="days" value="${days}">${days === 1 ? '1 day' : `${days} days`}</button>`;

/** For who plays on the pages: notice periods and deadlines pass by a press. */
export function clockPage(now: string, refusal?: string): string {
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Clock (development)</title><meta name="viewport" content="width=device-width"></head>
<body style="font:16px/1.5 system-ui;max-width:40rem;margin:3rem auto;padding:0 1rem">
<h1>The clock of both services</h1>
<p>It is <time datetime="${now}"><strong>${now.slice(0, 16).replace('T', ' ')} UTC</strong></time> at both programs.</p>
${refusal ? `<p role="alert" style="color:#a00">${refusal}</p>` : ''}
<form method="post" action="/"><p>Let time pass: ${STEPS.map(button).join(' ')}</p></form>
<p>A site visit can begin 30 days after its notice: press 31 days, then load the page of the validation again. What falls due meanwhile
is done, at both programs. The clock moves forwards only, and stays moved at the next start.</p>
</body>
</html>`;
}
