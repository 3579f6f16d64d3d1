import { BrokenCircuitError, circuitBreaker, CircuitState, ConsecutiveBreaker, handleWhen } from 'cockatiel';

export type BreakerState = 'CLOSED' | 'OPEN' | 'PROBING';

export interface BreakerSettings {
  readonly failuresToOpen: number;
  readonly probeEveryMs: number;
  /** Whether an error says that the peer is down. */
  readonly countsAsFailure: (error: unknown) => boolean;
  /** Asks the peer whether it can take messages; rejects when it cannot. */
  readonly probe: () => Promise<void>;
  /** The peer is back. */
  readonly onClosed: () => void;
}

/** What `run` rejects with while the breaker is open: nothing was tried. */
export const isNotTried = (error: unknown): boolean => error instanceof BrokenCircuitError;

/** One circuit breaker for one peer: while it is down nobody waits for its time-outs, and it is asked every few seconds. */
export class PeerBreaker {
  private readonly policy;
  private probing: NodeJS.Timeout | undefined;
  private isClosed = false;

  constructor(private readonly settings: BreakerSettings) {
    this.policy = circuitBreaker(handleWhen(settings.countsAsFailure), {
      // The probe's own timer decides when to ask again; the policy must never be the later one.
      halfOpenAfter: settings.probeEveryMs / 2,
      breaker: new ConsecutiveBreaker(settings.failuresToOpen),
    });
    this.policy.onBreak(() => this.startProbing());
    this.policy.onReset(() => this.stopProbing());
  }

  get state(): BreakerState {
    if (this.policy.state === CircuitState.Closed) return 'CLOSED';
    return this.policy.state === CircuitState.HalfOpen ? 'PROBING' : 'OPEN';
  }

  async run<T>(call: () => Promise<T>): Promise<T> {
    return this.policy.execute(call);
  }

  /** Asks no more, also where a call that is still under way fails afterwards. */
  close(): void {
    this.isClosed = true;
    clearInterval(this.probing);
  }

  private startProbing(): void {
    if (this.probing || this.isClosed) return;
    this.probing = setInterval(() => void this.probe(), this.settings.probeEveryMs);
  }

  /** A failed probe needs no answer of its own: the next one is a few seconds away. */
  private async probe(): Promise<void> {
    await this.policy.execute(this.settings.probe).catch(() => undefined);
  }

  private stopProbing(): void {
    clearInterval(this.probing);
    this.probing = undefined;
    this.settings.onClosed();
  }
}
