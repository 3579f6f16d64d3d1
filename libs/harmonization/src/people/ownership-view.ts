import type { OwnershipRequest } from './ownership-request.entity';

/** A request as the one who asked sees it: nothing of the account. */
export type RequestView = Pick<
  OwnershipRequest,
  'id' | 'accountNumber' | 'reason' | 'state' | 'requestedAt' | 'movesAt'
>;

/** A request as the old people of the account see it. */
export type ToldRequestView = RequestView & Pick<OwnershipRequest, 'name' | 'email' | 'objection'>;

/** The words of an objection stay between the account's people and staff. */
export const requestView = (row: OwnershipRequest): RequestView => ({
  id: row.id,
  accountNumber: row.accountNumber,
  reason: row.reason,
  state: row.state,
  requestedAt: row.requestedAt,
  movesAt: row.movesAt ?? null,
});

export const toldRequestView = (row: OwnershipRequest): ToldRequestView => ({
  ...requestView(row),
  name: row.name,
  email: row.email,
  objection: row.objection ?? null,
});
