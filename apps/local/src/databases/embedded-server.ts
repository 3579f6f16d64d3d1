import { setTimeout as delay } from 'node:timers/promises';
import { type PostgresOptions, type PostgresServer, startPostgres } from '@testing/postgres/postgres-server';
import { restartDelay } from '../services/restart-delay';

/** The embedded PostgreSQL, on the same port again when it dies: the services reconnect by themselves. */
export class EmbeddedServer {
  private stopping = false;
  private starting: Promise<PostgresServer>;

  private constructor(
    private readonly options: PostgresOptions,
    private readonly say: (line: string) => void,
    first: PostgresServer,
  ) {
    this.starting = Promise.resolve(first);
    this.watch(first);
  }

  static async start(options: PostgresOptions, say: (line: string) => void): Promise<EmbeddedServer> {
    return new EmbeddedServer(options, say, await startPostgres(options));
  }

  async adminUrl(): Promise<string> {
    return (await this.starting).adminUrl;
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await this.starting.then(
      (server) => server.stop(),
      () => undefined,
    );
  }

  private watch({ process }: PostgresServer): void {
    const revive = (): void => {
      if (this.stopping) return;
      this.say(`PostgreSQL ended unexpectedly (see ${this.options.logFile}); it starts again.`);
      this.starting = this.startAgain();
      this.starting.catch(() => undefined);
    };
    if (process.exitCode !== null || process.signalCode !== null) revive();
    else process.once('exit', revive);
  }

  private async startAgain(): Promise<PostgresServer> {
    for (let tries = 1; ; tries++) {
      await delay(restartDelay(tries));
      if (this.stopping) throw new Error('stopping');
      const server = await startPostgres(this.options).catch((error: unknown) =>
        this.say((error as Error).message),
      );
      if (!server) continue;
      this.watch(server);
      this.say('PostgreSQL is back.');
      return server;
    }
  }
}
