import { setTimeout as delay } from 'node:timers/promises';
import type { Session, Answer } from '@testing/people/session';
import { CheckedSession } from './answers/checked-session';

const PATIENCE_MS = 45_000;
const PAUSE_MS = 50;

/**
 * Someone who tries again, with the same request and key, while the service does not answer. An action that had been carried
 * out before its answer was lost is refused by its state the second time: that counts as done.
 */
export class PersistentSession extends CheckedSession {
  override async call(...request: Parameters<Session['call']>): Promise<Answer> {
    let isRepeated = false;
    for (const deadline = Date.now() + PATIENCE_MS; ; await delay(PAUSE_MS)) {
      try {
        const answer = await super.call(...request);
        return isRepeated && request[0] === 'POST' && answer.status === 409
          ? { ...answer, status: 200 }
          : answer;
      } catch (error) {
        // Not `instanceof TypeError`: the error of `fetch` is of another realm than Jest's.
        if ((error as Error).message !== 'fetch failed' || Date.now() > deadline) throw error;
        isRepeated = true;
      }
    }
  }
}
