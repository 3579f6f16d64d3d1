import { Injectable } from '@nestjs/common';
import type { Caller } from '@platform/auth/caller';
import { Database } from '@platform/database';
import { Hosts } from '../program/hosts';

/** Whether this program waits for a response of the account's carrier, though the other one hosts it. */
export type ResponseAsked = (accountNumber: string) => Promise<boolean>;

// Someone else's account is left to the use case, which answers as if it did not exist.
const HOST_OF_CLIENT = `
  SELECT l.host FROM account a JOIN link l ON l.live AND l.local_account_number = a.account_number
  WHERE a.account_number = $1 AND a.record_role = 'CLIENT'
    AND EXISTS (SELECT 1 FROM account_access x WHERE x.account_number = a.account_number AND (x.login = $2 OR x.email = $3))`;

/** What a carrier may see and do on an account that the other program hosts. */
@Injectable()
export class LimitedViews {
  private readonly questions: ResponseAsked[] = [];

  constructor(
    private readonly db: Database,
    private readonly hosts: Hosts,
  ) {}

  /** Registers a capability that may ask the carrier of a client's account for a response. */
  opensWhere(asked: ResponseAsked): void {
    this.questions.push(asked);
  }

  /** Refuses with HOSTED_ELSEWHERE where the account is the client's of its link; a response only while this program asks for one. */
  async requireAnsweredHere(
    caller: Caller,
    accountNumber: string,
    admission: 'VALIDATION_RESPONSE' | undefined,
  ): Promise<void> {
    const host = await this.hostOfClient(caller, accountNumber);
    if (host === undefined) return;
    if (admission === undefined || !(await this.isAsked(accountNumber))) throw this.hosts.elsewhere(host);
  }

  async isAsked(accountNumber: string): Promise<boolean> {
    for (const asked of this.questions) if (await asked(accountNumber)) return true;
    return false;
  }

  private async hostOfClient({ subject, email }: Caller, accountNumber: string): Promise<string | undefined> {
    const [row] = await this.db.query<{ host: string }>(HOST_OF_CLIENT, [
      accountNumber,
      subject,
      email?.toLowerCase() ?? null,
    ]);
    return row?.host;
  }
}
