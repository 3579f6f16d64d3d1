import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { closeServer, listenOn } from '../http-server';
import { moveOf } from './clock-command';

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

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const chunk of request) {
    text += String(chunk);
    if (text.length > MAX_BODY_BYTES) return undefined;
  }
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

/** A page in a browser may not reach this: it would send its origin, or a host that is not loopback. */
const isLocalTool = ({ headers }: IncomingMessage): boolean =>
  !headers.origin && /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(headers.host ?? '');

/** `GET /clock` and `POST /clock` on the loopback address: the only thing outside the public API that the pilot uses. */
export async function startControl(control: ClockControl, port: number): Promise<ControlServer> {
  let last: Promise<unknown> = Promise.resolve();
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (!isLocalTool(request)) return reply(response, 403, { error: 'for tools on this machine only' });
    if (request.url !== '/clock') return reply(response, 404, { error: 'only /clock is here' });
    if (request.method === 'GET') return reply(response, 200, present(control));
    if (request.method !== 'POST') return reply(response, 405, { error: 'GET or POST' });
    // One move after the other: two at once would each start from the same present.
    const turn = last.then(() => move(control, request, response));
    last = turn.catch(() => undefined);
    return turn;
  };
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) =>
      reply(response, 503, { error: (error as Error).message }),
    );
  });
  await listenOn(server, port);
  return { url: `http://127.0.0.1:${port}`, stop: () => closeServer(server) };
}
