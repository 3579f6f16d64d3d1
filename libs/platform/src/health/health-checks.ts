import { setTimeout as wait } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';

export type HealthCheck = () => Promise<unknown>;

export interface Readiness {
  ready: boolean;
  checks: Record<string, 'up' | 'down'>;
}

/** Milliseconds after which a check that hangs counts as failed. */
const PATIENCE = 2_000;

/** What this process needs to do its work; libraries register theirs. Not ready is not dead: the process is kept, traffic is not sent. */
@Injectable()
export class HealthChecks {
  private readonly checks = new Map<string, HealthCheck>();
  private closing = false;

  /** `check` resolves where all is well and rejects otherwise. */
  register(name: string, check: HealthCheck): void {
    this.checks.set(name, check);
  }

  /** From here on not ready: balancers stop sending before the server stops answering. */
  startClosing(): void {
    this.closing = true;
  }

  get isClosing(): boolean {
    return this.closing;
  }

  async readiness(): Promise<Readiness> {
    const results = await Promise.all(
      [...this.checks].map(async ([name, check]) => [name, await isUp(check)] as const),
    );
    const checks = Object.fromEntries(results.map(([name, up]) => [name, up ? 'up' : 'down'] as const));
    return { ready: !this.closing && results.every(([, up]) => up), checks };
  }
}

async function isUp(check: HealthCheck): Promise<boolean> {
  const enough = new AbortController();
  try {
    return await Promise.race([check().then(() => true), wait(PATIENCE, false, { signal: enough.signal })]);
  } catch {
    return false;
  } finally {
    enough.abort();
  }
}
