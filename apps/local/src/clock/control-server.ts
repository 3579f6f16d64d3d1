import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { closeServer, listenOn } from '../http-server';
import { moveOf } from './clock-command';
import { clockPage } from './clock-page';

export interface ClockControl {
  offsetMs(): number;
  /** Moves the clocks of both services, then runs their scheduled jobs; resolves when both are done. */
  moveTo(offsetMs: number): Promise<void>;
}

export interface ControlServer {
  url: string;
  stop(): Promise<void>;
}

const MAX_BODY_BYTES = 1_024;

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) {
    text += String(chunk);
    if (text.length > MAX_BODY_BYTES) return '';
  }
  return text;
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const text = await textOf(request);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function reply(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json', connection: 'close' });
  response.end(`${JSON.stringify(body)}\n`);
}

const present = (control: ClockControl) => ({
  now: new Date(Date.now() + control.offsetMs()).toISOString(),
  offsetMs: control.offsetMs(),
});

async function move(
  control: ClockControl,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const command = await bodyOf(request);
  const decided = moveOf(command, { machineNow: Date.now(), offsetMs: control.offsetMs() });
  if ('refusal' in decided) return reply(response, 422, { error: decided.refusal });
  await control.moveTo(decided.offsetMs);
  reply(response, 200, present(control));
}

function show(response: ServerResponse, status: number, page: string): void {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy':
      "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'",
    connection: 'close',
  });
  response.end(page);
}

/** A press on the page: the days go by, and the page is shown again. */
async function press(
  control: ClockControl,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const advanceDays = Number(new URLSearchParams(await textOf(request)).get('days'));
  const decided = moveOf({ advanceDays }, { machineNow: Date.now(), offsetMs: control.offsetMs() });
  if ('refusal' in decided) return show(response, 422, clockPage(present(control).now, decided.refusal));
  await control.moveTo(decided.offsetMs);
  response.writeHead(303, { location: '/', connection: 'close' }).end();
}

/** No page but our own may reach this: any other sends its own origin, or a host that is not loopback. */
const isLocal = ({ headers }: IncomingMessage): boolean =>
  /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(headers.host ?? '') &&
  (!headers.origin || headers.origin === `http://${headers.host}`);

type Turn = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

function answerOf(control: ClockControl): Turn {
  let last: Promise<unknown> = Promise.resolve();
  // One move after the other: two at once would each start from the same present.
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  };
  return async (request, response) => {
    const { method, url } = request;
    if (!isLocal(request)) return reply(response, 403, { error: 'for tools on this machine only' });
    if (url !== '/clock' && url !== '/') return reply(response, 404, { error: 'only / and /clock are here' });
    if (method !== 'GET' && method !== 'POST') return reply(response, 405, { error: 'GET or POST' });
    const isPage = url === '/';
    if (method === 'POST') return inTurn(() => (isPage ? press : move)(control, request, response));
    if (isPage) show(response, 200, clockPage(present(control).now));
    else reply(response, 200, present(control));
  };
}

/**
 * `GET /clock` and `POST /clock` on the loopback address, the only thing outside the public API that the pilot uses; `/` is the same for
 * people, as a page with buttons.
 */
export async function startControl(control: ClockControl, port: number): Promise<ControlServer> {
  const answer = answerOf(control);
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) =>
      reply(response, 503, { error: (error as Error).message }),
    );
  });
  await listenOn(server, port);
  return { url: `http://127.0.0.1:${port}`, stop: () => closeServer(server) };
}
