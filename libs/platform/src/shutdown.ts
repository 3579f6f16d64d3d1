import { Injectable } from '@nestjs/common';

/** Closed in this order, after HTTP: a worker may still need its queue, and both the database. */
const PHASES = ['workers', 'queues', 'connections'] as const;
export type ShutdownPhase = (typeof PHASES)[number];

/** What must be closed, and when; libraries register what they open. */
@Injectable()
export class Shutdown {
  private readonly closers: Record<ShutdownPhase, (() => Promise<unknown>)[]> = {
    workers: [],
    queues: [],
    connections: [],
  };

  register(phase: ShutdownPhase, close: () => Promise<unknown>): void {
    this.closers[phase].push(close);
  }

  /** Closes everything, one phase after the other; one closer that fails stops no other. Answers the failures. */
  async closeAll(): Promise<unknown[]> {
    const failures: unknown[] = [];
    for (const phase of PHASES) {
      const results = await Promise.allSettled(this.closers[phase].splice(0).map((close) => close()));
      failures.push(
        ...results.filter((result) => result.status === 'rejected').map(({ reason }) => reason as unknown),
      );
    }
    return failures;
  }
}
