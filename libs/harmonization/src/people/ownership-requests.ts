import { Injectable } from '@nestjs/common';
import { Clock } from '@platform/clock';
import type { Tx } from '@platform/database';
import { In } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { OWNERSHIP_MOVES, type OwnershipState } from '../domain/ownership';
import { RefusedError } from '../refusal/refused.error';
import { OwnershipRequest } from './ownership-request.entity';

export const OPEN_OWNERSHIP_STATES: readonly OwnershipState[] = ['REQUESTED', 'WAITING', 'OBJECTED'];

/** The table of requests for accounts: its only writer, along PPL-4. */
@Injectable()
export class OwnershipRequests {
  constructor(private readonly clock: Clock) {}

  async add(
    tx: Tx,
    who: Pick<OwnershipRequest, 'login' | 'name' | 'email'>,
    accountNumber: string,
    reason: string,
  ): Promise<OwnershipRequest> {
    const request = tx.create(OwnershipRequest, {
      id: uuidv7(),
      accountNumber,
      ...who,
      reason,
      state: 'REQUESTED',
      requestedAt: this.clock.now(),
    });
    await tx.insert(OwnershipRequest, request);
    return request;
  }

  async lock(tx: Tx, id: string): Promise<OwnershipRequest | null> {
    return tx.findOne(OwnershipRequest, { where: { id }, lock: { mode: 'pessimistic_write' } });
  }

  async openOf(tx: Tx, login: string): Promise<OwnershipRequest[]> {
    return tx.findBy(OwnershipRequest, { login, state: In([...OPEN_OWNERSHIP_STATES]) });
  }

  async ofLogin(tx: Tx, login: string): Promise<OwnershipRequest[]> {
    return tx.find(OwnershipRequest, { where: { login }, order: { id: 'DESC' }, take: 100 });
  }

  /** What the old people of an account may object to, or have. */
  async toldOf(tx: Tx, accountNumber: string): Promise<OwnershipRequest[]> {
    const where = { accountNumber, state: In(['WAITING', 'OBJECTED']) };
    return tx.find(OwnershipRequest, { where, order: { id: 'DESC' }, take: 100 });
  }

  /** Moves a locked request. Refuses with REQUEST_STATE and what is allowed. */
  async move(
    tx: Tx,
    request: OwnershipRequest,
    state: OwnershipState,
    changes: Partial<OwnershipRequest> = {},
  ): Promise<void> {
    const allowed = OWNERSHIP_MOVES[request.state];
    if (!allowed.includes(state))
      throw new RefusedError({ code: 'REQUEST_STATE', facts: { state: request.state, allowed } });
    const closedAt = OWNERSHIP_MOVES[state].length === 0 ? this.clock.now() : null;
    const stored = { ...changes, state, closedAt };
    Object.assign(request, stored);
    await tx.update(OwnershipRequest, { id: request.id }, stored);
  }

  /** Ids of the requests whose time to object is over. */
  async due(tx: Tx, limit: number): Promise<{ id: string; accountNumber: string }[]> {
    return tx.query(
      `SELECT id, account_number AS "accountNumber" FROM ownership_request WHERE state = 'WAITING' AND moves_at <= $1 ORDER BY moves_at, id LIMIT $2`,
      [this.clock.now(), limit],
    );
  }
}
