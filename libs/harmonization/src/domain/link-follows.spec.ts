import type { Flow, LinkCopy, LinkRecord } from './link/record';
import { dueCommand, type FollowedFacts } from './link-follows';

const aCopy = (own: Partial<LinkRecord> = {}): LinkCopy<string> => ({
  self: 'ALPHA',
  peer: 'BETA',
  openedAt: '2026-03-02T00:00:00.000Z',
  own: {
    linkId: 'link',
    proposer: 'ALPHA',
    accountNumber: 'CT00000001',
    peerAccountNumber: 'PIP0000001',
    applicationId: 'application',
    flow: 'KEEP',
    incarnation: 0,
    seq: 1,
    phase: 'DECISIONS_PENDING',
    epoch: 0,
    host: 'ALPHA',
    offered: 0,
    decision: 'NONE',
    pauses: [],
    vote: 0,
    refused: 0,
    wantEnd: '',
    endReason: '',
    blockedBy: '',
    heardIncarnation: 0,
    heardSeq: 0,
    dataVersion: 0,
    ...own,
  },
  data: '',
});

const facts: FollowedFacts = {
  wire: 'APPLICANT',
  acknowledged: false,
  withdrawn: false,
  consented: true,
  arranged: true,
};
const due = (own: Partial<LinkRecord>, change: Partial<FollowedFacts>) =>
  dueCommand(aCopy(own), { ...facts, ...change });
const active: Partial<LinkRecord> = { phase: 'ACTIVE', epoch: 1, decision: 'APPROVE' };

describe('what a link follows by itself', () => {
  it('DEC-1: approves when the account first reads active', () => {
    expect(due({}, {})).toBeUndefined();
    expect(due({}, { wire: 'ACTIVE' })).toEqual({ kind: 'decide', decision: 'APPROVE' });
    expect(due({ decision: 'APPROVE' }, { wire: 'ACTIVE_VALIDATED' })).toBeUndefined();
  });

  it.each(['KEEP', 'MOVE', 'BOTH'] as Flow[])(
    'DEC-1: waits in %s for the acknowledgement only where both are members',
    (flow) => {
      expect(due({ flow }, { wire: 'ACTIVE' }) === undefined).toBe(flow === 'BOTH');
      expect(due({ flow }, { wire: 'ACTIVE', acknowledged: true })).toEqual({
        kind: 'decide',
        decision: 'APPROVE',
      });
    },
  );

  it.each(['DENIED', 'WITHDRAWN', 'ENDED_BY_PROGRAM'] as const)(
    'DEC-1: denies at %s before anything is bound',
    (wire) => {
      expect(due({}, { wire })).toEqual({ kind: 'decide', decision: 'DENY' });
    },
  );

  it('S1: ends a bound link with the program, an undecided one with the application', () => {
    expect(due(active, { wire: 'ENDED_BY_PROGRAM' })).toEqual({ kind: 'delink', reason: 'PROGRAM_ENDED' });
    expect(due({ ...active, wantEnd: 'PROGRAM_ENDED' }, { wire: 'ENDED_BY_PROGRAM' })).toBeUndefined();
    expect(due({}, { withdrawn: true })).toEqual({ kind: 'withdraw' });
    expect(due(active, { withdrawn: true })).toBeUndefined();
  });

  it.each([
    ['SUSPENDED', { wire: 'SUSPENDED' }],
    ['CONSENT_WITHDRAWN', { consented: false }],
    ['ARRANGEMENT_ENDED', { arranged: false }],
  ] as const)('S1: pauses for %s, once, and resumes when it is over', (reason, change) => {
    const wire = 'ACTIVE' as const;

    expect(due(active, { wire, ...change })).toEqual({ kind: 'pause', reason });
    expect(due({ ...active, pauses: [reason] }, { wire, ...change })).toBeUndefined();
    expect(due({ ...active, pauses: [reason] }, { wire })).toEqual({ kind: 'resume', reason });
  });

  it('S1: asks nothing of a link that has ended', () => {
    expect(
      due({ phase: 'ENDED', endReason: 'DELINKED' }, { wire: 'SUSPENDED', consented: false }),
    ).toBeUndefined();
  });

  it('S1, T2: of an ended link follows the gates alone, while the peer may wait for the final copy', () => {
    const own = { ...active, phase: 'ENDED', endReason: 'DELINKED', dataVersion: 2 } as const;
    const waiting = { ...aCopy(own), mirror: aCopy({ ...active, dataVersion: 1 }).own };
    const closed = { ...facts, consented: false };

    expect(dueCommand(waiting, closed)).toEqual({ kind: 'pause', reason: 'CONSENT_WITHDRAWN' });
    expect(dueCommand(waiting, { ...facts, arranged: false })?.kind).toBe('pause');
    expect(dueCommand(waiting, { ...facts, wire: 'SUSPENDED' })).toBeUndefined();
    expect(dueCommand(aCopy(own), closed)).toBeUndefined();
    expect(dueCommand({ ...waiting, mirror: aCopy(own).own }, closed)).toBeUndefined();
  });
});
