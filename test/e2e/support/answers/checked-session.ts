import { Session, type Answer } from '@testing/people/session';
import { faultsOf } from './answer-check';

/** Someone who holds every successful answer against what the API's document says of it. */
export class CheckedSession extends Session {
  override async call(...request: Parameters<Session['call']>): Promise<Answer> {
    const answer = await super.call(...request);
    const [method, path] = request;
    const faults = faultsOf({ method, path, answer });
    if (faults.length === 0) return answer;
    throw new Error(
      `${method} ${path} answered ${answer.status} otherwise than described:\n${faults.join('\n')}\n${JSON.stringify(answer.body)}`,
    );
  }
}
