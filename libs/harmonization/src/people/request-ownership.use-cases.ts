import { Injectable } from '@nestjs/common';
import type { Caller } from '@platform/auth/caller';
import { Database, type Tx } from '@platform/database';
import { Idempotency } from '@platform/idempotency/idempotency';
import type { GivenAnswer, IdempotentRequest } from '@platform/idempotency/idempotent-request';
import { Accounts } from '../account/accounts';
import { AuditLog } from '../audit/audit-log';
import { Cases } from '../casework/cases';
import { subjectLine } from '../domain/mail-text';
import { RefusedError } from '../refusal/refused.error';
import type { OwnershipRequest } from './ownership-request.entity';
import { OwnershipRequests } from './ownership-requests';
import { requestView, toldRequestView, type RequestView, type ToldRequestView } from './ownership-view';
import { serviceReason } from '../domain/service-reasons';

/** Open requests of one login, whichever accounts it names. */
const MOST_OPEN = 5;

/** The newcomer's side of an ownership transfer, and the old people's right to object. */
@Injectable()
export class RequestOwnership {
  constructor(
    private readonly db: Database,
    private readonly idempotency: Idempotency,
    private readonly accounts: Accounts,
    private readonly requests: OwnershipRequests,
    private readonly cases: Cases,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Asks staff for an account. One answer whether or not there is such an account; a case is opened where there is one.
   * Refuses: USER_EXISTS, REQUEST_ALREADY_OPEN, REQUESTS_EXHAUSTED.
   */
  async ask(
    caller: Caller,
    { accountNumber, reason }: { accountNumber: string; reason: string },
    request: IdempotentRequest,
  ): Promise<GivenAnswer<RequestView>> {
    return this.idempotency.run(request, async (tx) => {
      if ((await this.accounts.roleOf(tx, caller, accountNumber)) === 'OFFICER')
        throw new RefusedError({ code: 'USER_EXISTS' });
      await this.requireFew(tx, caller, accountNumber);
      const who = {
        login: caller.subject,
        name: caller.name ? subjectLine(caller.name) : null,
        email: caller.email?.toLowerCase() ?? null,
      };
      const row = await this.requests.add(tx, who, accountNumber, reason);
      await this.note(tx, caller, row, 'ownership.requested', reason);
      if (await this.accounts.find(tx, accountNumber)) await this.openCase(tx, row, caller);
      return { status: 201, body: requestView(row), location: `/v1/ownership-requests/${row.id}` };
    });
  }

  async own(caller: Caller): Promise<RequestView[]> {
    const rows = await this.requests.ofLogin(this.db.source.manager, caller.subject);
    return rows.map(requestView);
  }

  /** Refuses: REQUEST_STATE, NOT_FOUND. */
  async withdraw(caller: Caller, id: string): Promise<RequestView> {
    return this.db.transaction(async (tx) => {
      // The case first, as an officer who resolves it does.
      const open = await this.cases.openCase(tx, 'OWNERSHIP_TRANSFER', id);
      const row = await this.requests.lock(tx, id);
      if (row?.login !== caller.subject) throw new RefusedError({ code: 'NOT_FOUND' });
      await this.requests.move(tx, row, 'WITHDRAWN');
      await this.note(tx, caller, row, 'ownership.withdrawn');
      const resolution = {
        choice: 'WITHDRAWN',
        reason: serviceReason('SERVICE_WITHDRAWN'),
        resolvedBy: caller.subject,
      };
      if (open) await this.cases.resolve(tx, open, resolution, actorOf(caller));
      return requestView(row);
    });
  }

  /** What the officers of an account may object to. */
  async told(caller: Caller, accountNumber: string): Promise<ToldRequestView[]> {
    const tx = this.db.source.manager;
    await this.accounts.requireOfficer(tx, caller, accountNumber);
    return (await this.requests.toldOf(tx, accountNumber)).map(toldRequestView);
  }

  /** An officer of the account objects while the request waits: nothing moves, staff look again. Refuses: REQUEST_STATE, NOT_FOUND. */
  async object(
    caller: Caller,
    accountNumber: string,
    id: string,
    objection: string,
  ): Promise<ToldRequestView> {
    return this.db.transaction(async (tx) => {
      await this.accounts.requireOfficer(tx, caller, accountNumber);
      const row = await this.requests.lock(tx, id);
      if (row?.accountNumber !== accountNumber || row.state === 'REQUESTED')
        throw new RefusedError({ code: 'NOT_FOUND' });
      await this.requests.move(tx, row, 'OBJECTED', { objectedBy: caller.subject, objection });
      await this.note(tx, caller, row, 'ownership.objected', objection);
      await this.openCase(tx, row, caller);
      return toldRequestView(row);
    });
  }

  private async requireFew(tx: Tx, caller: Caller, accountNumber: string): Promise<void> {
    const open = await this.requests.openOf(tx, caller.subject);
    if (open.some((other) => other.accountNumber === accountNumber))
      throw new RefusedError({ code: 'REQUEST_ALREADY_OPEN' });
    if (open.length >= MOST_OPEN)
      throw new RefusedError({ code: 'REQUESTS_EXHAUSTED', facts: { most: MOST_OPEN } });
  }

  private async openCase(tx: Tx, row: OwnershipRequest, caller: Caller): Promise<void> {
    const { accountNumber, name, email, reason, objection, requestedAt } = row;
    const facts = { accountNumber, name, email, reason, requestedAt, objection: objection ?? undefined };
    const subject = { subjectKind: 'ownership-request' as const, subjectId: row.id };
    await this.cases.open(tx, { kind: 'OWNERSHIP_TRANSFER', ...subject, facts }, actorOf(caller));
  }

  private async note(tx: Tx, caller: Caller, row: OwnershipRequest, action: string, reason?: string) {
    const after = { accountNumber: row.accountNumber, state: row.state };
    const subject = { subjectKind: 'ownership-request' as const, subjectId: row.id };
    await this.audit.append(tx, [{ by: actorOf(caller), action, ...subject, reason, after }]);
  }
}

const actorOf = (caller: Caller) => ({ actor: caller.subject, role: caller.roles[0] ?? 'CARRIER' });
