import { appendFileSync } from 'node:fs';
import { Session, type Answer } from '@testing/people/session';
import { faultsOf } from './answer-check';

/** A file that gathers what a whole run finds, one JSON a line; without it the first fault fails its test. */
const { ANSWER_FAULTS } = process.env;

/** Someone who holds every successful answer against what the API's document says of it. */
export class CheckedSession extends Session {
  override async call(...request: Parameters<Session['call']>): Promise<Answer> {
    const answer = await super.call(...request);
    const [method, path] = request;
    const faults = faultsOf({ method, path, answer });
    if (faults.length === 0) return answer;
    const { status, body } = answer;
    const found = JSON.stringify({ method, path, status, faults, body });
    if (ANSWER_FAULTS === undefined) throw new Error(`An answer is not as it is described: ${found}`);
    appendFileSync(ANSWER_FAULTS, `${found}\n`);
    return answer;
  }
}
