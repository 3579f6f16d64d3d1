import { freePort } from '@testing/postgres/free-port';
import { startControl } from './clock/control-server';
import { Databases } from './databases/databases';
import { type LiveLink, liveLinks } from './databases/live-links';
import { startIdentityProvider } from './identity/identity-provider';
import { PROGRAMS, type ProgramName } from './programs';
import type { Progress } from './progress';
import { Services } from './services/services';
import { releaseLock, takeLock } from './store/launcher-lock';
import { LocalFolder } from './store/local-folder';
import { secretsIn } from './store/secrets';

/** What `.local/endpoints.json` says: only while all of them answer. */
export type Endpoints = Record<ProgramName | 'issuer' | 'control', string>;

export const ENDPOINTS = 'endpoints.json';

/** Wished; a spare one is taken where one is busy. */
const PORTS = { issuer: 4_100, ctpat: 4_101, pip: 4_102, control: 4_103 };
const SPARE_PORTS = 4_110;

/** Everything on one machine: databases, development issuer, both services, clock control. Stops in the reverse order. */
export class Launcher {
  private readonly stops: (() => Promise<void> | void)[] = [];
  private stopped?: Promise<void>;
  private databases?: Databases;
  private starting: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly folder: LocalFolder,
    private readonly progress: Progress,
  ) {}

  static open(path: string, progress: Progress): Launcher {
    const folder = LocalFolder.open(path);
    takeLock(folder);
    folder.remove(ENDPOINTS);
    const launcher = new Launcher(folder, progress);
    launcher.stops.push(() => releaseLock(folder));
    return launcher;
  }

  get isStopping(): boolean {
    return this.stopped !== undefined;
  }

  get local(): LocalFolder {
    return this.folder;
  }

  /** Ends early, with everything stopped, when `stop` is called meanwhile. */
  start(): Promise<Endpoints> {
    const starting = this.startAll();
    this.starting = starting.catch(() => undefined);
    return starting;
  }

  private async startAll(): Promise<Endpoints> {
    const { folder, progress } = this;
    const secrets = secretsIn(folder);
    const databases = await this.bringUp('databases', () => Databases.open(folder, secrets, progress.say));
    this.databases = databases;
    const ports = await this.choosePorts();
    const identity = await this.bringUp('development sign-in', () =>
      startIdentityProvider({ port: ports.issuer, ...secrets.issuer }),
    );
    const mailFile = (program: ProgramName): string => folder.at('logs', `${program}.mail`);
    const documentFolder = (program: ProgramName): string => folder.at('documents', program);
    const services = new Services(
      { secrets, databases: databases.services, ports, identity, mailFile, documentFolder },
      folder,
      progress.say,
    );
    this.stops.push(() => services.stop());
    const urls = await progress.step('both services', () => services.start());
    const control = await this.bringUp('clock control', () => startControl(services, ports.control));
    return { ...urls, issuer: identity.issuer, control: control.url };
  }

  private async bringUp<T extends { stop(): Promise<void> }>(
    name: string,
    start: () => Promise<T>,
  ): Promise<T> {
    if (this.isStopping) throw new Error('stopped while starting');
    const part = await this.progress.step(name, start);
    this.stops.push(() => part.stop());
    return part;
  }

  /** Said once everything answers, and taken back before anything stops. */
  publish(endpoints: Endpoints): void {
    this.folder.writeJson(ENDPOINTS, endpoints);
    this.stops.push(() => this.folder.remove(ENDPOINTS));
  }

  /** What is linked now, as the first service knows it; nothing is worth failing a start that has succeeded. */
  async links(): Promise<LiveLink[]> {
    const url = this.databases?.services[PROGRAMS[0]].ownerUrl;
    return url ? liveLinks(url).catch(() => []) : [];
  }

  /** In order, each to its end; a second call waits for the first. */
  stop(): Promise<void> {
    return (this.stopped ??= this.stopAll());
  }

  /** A start that is under way ends at its next step; what it had still brought up is stopped too. */
  private async stopAll(): Promise<void> {
    await this.stopParts();
    await this.starting;
    await this.stopParts();
  }

  private async stopParts(): Promise<void> {
    for (let stop = this.stops.pop(); stop; stop = this.stops.pop()) {
      await Promise.resolve(stop()).catch((error: unknown) => this.progress.say(String(error)));
    }
  }

  /** One after the other, so that no two find the same port free; in place of a busy one, the next free above all wishes. */
  private async choosePorts(): Promise<typeof PORTS> {
    const ports = { ...PORTS };
    let next = SPARE_PORTS;
    for (const name of ['issuer', ...PROGRAMS, 'control'] as const) {
      if ((await freePort(PORTS[name])) === PORTS[name]) continue;
      ports[name] = await freePort(next);
      next = ports[name] + 1;
      this.progress.say(`Port ${PORTS[name]} is busy: ${name} takes ${ports[name]}.`);
    }
    return ports;
  }
}
