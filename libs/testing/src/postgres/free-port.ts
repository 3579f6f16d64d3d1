import { createServer } from 'node:net';

const canListen = (port: number, host: string): Promise<number | undefined> =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(undefined));
    probe.listen({ port, host, exclusive: true }, () => {
      const { port: bound } = probe.address() as { port: number };
      probe.close(() => resolve(bound));
    });
  });

/** The wished port, or the next one that nobody listens on; 0 asks for any. A busy port never breaks a start. */
export async function freePort(wished: number, host = '127.0.0.1'): Promise<number> {
  for (let port = wished; port <= wished + 200 && port < 65_536; port++) {
    const bound = await canListen(port, host);
    if (bound) return bound;
  }
  throw new Error(`no free port between ${wished} and ${wished + 200}`);
}
