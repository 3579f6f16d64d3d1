import type { IncomingHttpHeaders } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

export interface PassedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface PassedAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** What the line does with a request: the answer that the sender gets, or a broken connection. */
export type Behaviour = (
  request: PassedRequest,
  forward: () => Promise<PassedAnswer>,
) => Promise<PassedAnswer | 'BROKEN'>;

export const passes: Behaviour = (_, forward) => forward();

/** Nothing gets through. */
export const isDown: Behaviour = async () => 'BROKEN';

/** The peer takes the messages, and its answer is lost: they will be sent again. */
export const losesAnswers: Behaviour = async (_, forward) => {
  await forward();
  return 'BROKEN';
};

/** Everything arrives twice. */
export const doubles: Behaviour = async (_, forward) => {
  await forward();
  return forward();
};

/** Everything arrives late: a little, and the next request a little less, so that later words overtake earlier ones. */
export const delays = (mostMs: number): Behaviour => {
  let turn = 0;
  return async (_, forward) => {
    await delay(mostMs / (1 + (turn++ % 4)));
    return forward();
  };
};

/** By turns lost, doubled, lost after it arrived, late, and passed on: no two in a row fail, which would open the circuit breaker. */
export const isUnreliable = (): Behaviour => {
  const turns = [isDown, doubles, losesAnswers, delays(40), passes];
  let turn = 0;
  return (request, forward) => turns[turn++ % turns.length]!(request, forward);
};

/** Holds requests back until they are let go, in whichever order. */
export class Gate {
  private readonly waiting: (() => void)[] = [];
  private isOpen = false;

  readonly behave: Behaviour = async (_, forward) => {
    if (!this.isOpen) await new Promise<void>((resolve) => this.waiting.push(resolve));
    return forward();
  };

  get held(): number {
    return this.waiting.length;
  }

  /** Lets the latest through first, and holds nothing from now on. */
  openLatestFirst(): void {
    this.isOpen = true;
    while (this.waiting.length > 0) this.waiting.pop()!();
  }
}
