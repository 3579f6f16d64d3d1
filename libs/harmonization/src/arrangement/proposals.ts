import { Injectable } from '@nestjs/common';
import type { Caller } from '@platform/auth/caller';
import { Clock } from '@platform/clock';
import { Database, type Tx } from '@platform/database';
import { Idempotency } from '@platform/idempotency/idempotency';
import type { GivenAnswer, IdempotentRequest } from '@platform/idempotency/idempotent-request';
import { v7 as uuidv7 } from 'uuid';
import { AuditLog, type ActingParty } from '../audit/audit-log';
import { mayDecide, type ProposalKind } from '../domain/two-persons';
import { RefusedError } from '../refusal/refused.error';
import { Proposal } from './proposal.entity';

/** Carries an approved proposal out, in the transaction of the approval. */
export type ProposalEffect = (tx: Tx, proposal: Proposal, by: ActingParty) => Promise<void>;

const SUBJECTS = {
  ARRANGEMENT_NEW: 'arrangement',
  ARRANGEMENT_END: 'arrangement',
  PEER: 'peer',
  SIGNING_KEY: 'key',
} as const satisfies Readonly<Record<ProposalKind, string>>;

/** What takes two persons of headquarters (DUO-1): one proposes, another one approves, and only then does it happen. */
@Injectable()
export class Proposals {
  private readonly effects = new Map<ProposalKind, ProposalEffect>();

  constructor(
    private readonly db: Database,
    private readonly idempotency: Idempotency,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Registers what an approved proposal of the kind does. */
  register(kind: ProposalKind, effect: ProposalEffect): void {
    this.effects.set(kind, effect);
  }

  /** `check` looks at the facts in the transaction of the proposal. Refuses: REQUEST_ALREADY_OPEN, and what `check` refuses. */
  async propose(
    officer: Caller,
    proposed: Pick<Proposal, 'kind' | 'subject' | 'change' | 'reason'>,
    request: IdempotentRequest,
    check: (tx: Tx) => Promise<void> = async () => {},
  ): Promise<GivenAnswer<Proposal>> {
    return this.idempotency.run(request, async (tx) => {
      await check(tx);
      const { kind, subject } = proposed;
      if (await tx.existsBy(Proposal, { kind, subject, state: 'PROPOSED' }))
        throw new RefusedError({ code: 'REQUEST_ALREADY_OPEN' });
      const who = { proposedBy: officer.subject, proposedAt: this.clock.now() };
      const undecided = { decidedBy: null, decidedAt: null, decisionReason: null };
      const row: Proposal = { id: uuidv7(), ...proposed, state: 'PROPOSED', ...who, ...undecided };
      await tx.insert(Proposal, row);
      await this.note(tx, row, officer, 'proposal.made', row.reason);
      return { status: 201, body: row, location: '/v1/staff/proposals' };
    });
  }

  async list(state: string | undefined): Promise<Proposal[]> {
    const where = state ? { state: state as Proposal['state'] } : {};
    return this.db.source.manager.find(Proposal, { where, order: { id: 'DESC' }, take: 100 });
  }

  /** Refuses: SAME_PERSON, REQUEST_STATE (decided already), NOT_FOUND, and what carrying it out refuses. */
  async decide(
    officer: Caller,
    id: string,
    decision: 'APPROVED' | 'REFUSED',
    decisionReason: string,
  ): Promise<Proposal> {
    return this.db.transaction(async (tx) => {
      const row = await tx.findOne(Proposal, { where: { id }, lock: { mode: 'pessimistic_write' } });
      if (!row) throw new RefusedError({ code: 'NOT_FOUND' });
      if (row.state !== 'PROPOSED')
        throw new RefusedError({ code: 'REQUEST_STATE', facts: { state: row.state } });
      if (!mayDecide(row.proposedBy, officer.subject, decision))
        throw new RefusedError({ code: 'SAME_PERSON' });
      const change = { decidedBy: officer.subject, decidedAt: this.clock.now(), decisionReason };
      Object.assign(row, change, { state: decision });
      await tx.update(Proposal, { id }, { ...change, state: decision });
      await this.note(tx, row, officer, `proposal.${decision.toLowerCase()}`, decisionReason);
      const by = { actor: officer.subject, role: 'HQ' };
      if (decision === 'APPROVED') await this.effects.get(row.kind)?.(tx, row, by);
      return row;
    });
  }

  private async note(tx: Tx, row: Proposal, officer: Caller, action: string, reason: string): Promise<void> {
    const subjectKind = SUBJECTS[row.kind];
    const after = { proposal: row.id, kind: row.kind, ...row.change };
    const by = { actor: officer.subject, role: 'HQ' };
    await this.audit.append(tx, [{ by, action, subjectKind, subjectId: row.subject, reason, after }]);
  }
}
