import {
  active,
  APPROVE,
  DELINK,
  DENY,
  handedOver,
  pending,
  proposal,
  TwoSides,
} from './two-sides.spec-support';
import { holdsToken, isLive } from './token';

describe('a proposal', () => {
  it('C1: is made where no live link has the same local or peer number', () => {
    const sides = new TwoSides();

    const outcome = sides.do('A', proposal());

    expect(outcome.audit).toEqual([{ event: 'link.proposed', linkId: 'L1', rule: 'C1' }]);
    expect(outcome.say.map(({ record }) => record)).toEqual([
      expect.objectContaining({ linkId: 'L1', phase: 'PROPOSED', proposer: 'A', seq: 1 }),
    ]);
  });

  it.each([
    ['local', { accountNumber: 'a1', peerAccountNumber: 'b2' }],
    ['peer', { accountNumber: 'a2', peerAccountNumber: 'b1' }],
  ])('C1: is refused where a live link has the same %s number', (_, numbers) => {
    const sides = pending();

    expect(sides.refusal('A', proposal({ linkId: 'L2', ...numbers }), 'L2')).toEqual({
      code: 'ACCOUNT_ALREADY_LINKED',
      facts: { linkId: 'L1' },
    });
  });

  it('C1: is possible again once the link has ended', () => {
    const sides = pending();
    sides.do('A', { kind: 'withdraw' });

    sides.do('A', proposal({ linkId: 'L2' }), 'L2');

    expect(sides.phases('L2')).toBe('PROPOSED -');
  });

  it('C2 and C6: is accepted by the other side, and the proposer hears so', () => {
    expect(pending().phases()).toBe('DECISIONS_PENDING DECISIONS_PENDING');
  });

  it('is opened once, however often it is heard', () => {
    const sides = new TwoSides();
    const [message] = sides.do('A', proposal()).say;
    const letter = { to: 'B', message: message! } as const;
    sides.hear(letter);
    const before = sides.copy('B');

    expect(sides.hear(letter)).toMatchObject({ copies: [], say: [], heard: 'DUPLICATE' });
    expect(sides.copy('B')).toBe(before);
  });

  it.each([
    ['A speaks first', 0],
    ['B speaks first', 1],
  ])('C3 and C4: of two that cross, the lower link id survives on both sides (%s)', (_, first) => {
    const sides = new TwoSides();
    sides.do('A', proposal({ linkId: 'L1' }));
    sides.do('B', proposal({ linkId: 'L2', accountNumber: 'b1', peerAccountNumber: 'a1' }), 'L2');
    if (first === 1) sides.letters.reverse();

    sides.deliver();

    expect(sides.phases('L1')).toBe('DECISIONS_PENDING DECISIONS_PENDING');
    expect(sides.phases('L2')).toBe('ENDED ENDED');
    expect(sides.copy('B', 'L2').own.endReason).toMatch(/BUSY|FOLDED/);
  });

  it('C3: stores the folded one before the one that replaces it', () => {
    const sides = new TwoSides();
    sides.do('B', proposal({ linkId: 'L2', accountNumber: 'b1', peerAccountNumber: 'a1' }), 'L2');
    sides.lose();
    sides.do('A', proposal({ linkId: 'L1' }));

    const outcome = sides.hear(sides.lose()[0]!);

    expect(outcome.copies.map(({ own }) => [own.linkId, own.phase])).toEqual([
      ['L2', 'ENDED'],
      ['L1', 'DECISIONS_PENDING'],
    ]);
    expect(outcome.say).toHaveLength(2);
  });

  it('C4: of an account that is in another link is answered with the link in the way', () => {
    const sides = new TwoSides();
    sides.do('A', proposal({ linkId: 'L9', accountNumber: 'a2' }), 'L9');
    sides.do('B', proposal({ linkId: 'L1', accountNumber: 'b1', peerAccountNumber: 'a1' }));
    const [proposed] = sides.lose();

    const answer = sides.hear(proposed!);

    expect(answer.say[0]?.record).toMatchObject({ phase: 'ENDED', endReason: 'BUSY', blockedBy: 'L1' });
    expect(sides.hear(sides.lose()[0]!).askAbout).toEqual(['L1']);
    expect(sides.copy('A', 'L9').own).toMatchObject({ phase: 'ENDED', endReason: 'BUSY', blockedBy: 'L1' });
  });

  it('C5: that ended before it was heard stays ended, whatever comes late', () => {
    const sides = new TwoSides();
    sides.do('A', proposal());
    sides.do('A', { kind: 'withdraw' });
    const [proposed, withdrawn] = sides.lose();

    sides.hear(withdrawn!);
    sides.hear(proposed!);

    expect(sides.copy('B').own).toMatchObject({ phase: 'ENDED', endReason: 'WITHDRAWN' });
  });

  it('is not revived by a late acceptance once it has expired', () => {
    const sides = new TwoSides();
    sides.do('A', proposal());
    sides.hear(sides.lose()[0]!);
    sides.do('A', { kind: 'expire' });

    sides.deliver();

    expect(sides.phases()).toBe('ENDED ENDED');
  });
});

describe('an undecided link', () => {
  it.each([
    ['withdraw', { kind: 'withdraw' }, 'WITHDRAWN'],
    ['a deadline', { kind: 'expire' }, 'EXPIRED'],
    ['a denial', DENY, 'DENIED'],
    ['an override of the host', { kind: 'rehost' }, 'REHOST'],
    ['a delink', DELINK, 'DELINKED'],
  ] as const)('C7: is ended by either side alone: %s', (_, event, endReason) => {
    for (const side of ['A', 'B'] as const) {
      const sides = pending();
      sides.do(side, event);
      sides.deliver();

      expect(sides.phases()).toBe('ENDED ENDED');
      expect([sides.copy('A').own.endReason, sides.copy('B').own.endReason]).toEqual([endReason, endReason]);
      expect(sides.data).toEqual({ A: 'data of A', B: 'data of B' });
    }
  });

  it("C7: ends for a new host when the headquarters' verification fails", () => {
    const sides = pending();
    sides.headquarters = 'FAILED';

    sides.do('B', { kind: 'reconsider' });

    expect(sides.copy('B').own).toMatchObject({ phase: 'ENDED', endReason: 'REHOST' });
  });

  it('H1: is handed over by the client only once the headquarters are verified', () => {
    const sides = pending();
    sides.headquarters = 'PENDING';
    for (const side of ['A', 'B'] as const) sides.do(side, APPROVE);
    sides.deliver();
    expect(sides.phases()).toBe('DECISIONS_PENDING DECISIONS_PENDING');

    sides.headquarters = 'VERIFIED';
    sides.do('B', { kind: 'reconsider' });

    expect(sides.phases()).toBe('DECISIONS_PENDING CUTOVER');
  });

  it.each([
    ['KEEP', true, false],
    ['MOVE', false, true],
    ['BOTH', true, true],
  ] as const)('is edited, in a %s flow, by the host: %s, by the client: %s', (flow, host, client) => {
    const sides = pending(flow);

    expect([holdsToken(sides.copy('A')), holdsToken(sides.copy('B'))]).toEqual([host, client]);
  });
});

describe('the hand-over', () => {
  it.each(['KEEP', 'MOVE', 'BOTH'] as const)('H1, H2, H4: makes the link active in a %s flow', (flow) => {
    const sides = handedOver(flow);
    expect(sides.phases()).toBe('DECISIONS_PENDING CUTOVER');
    expect(holdsToken(sides.copy('B'))).toBe(false);

    sides.deliver();

    expect(sides.phases()).toBe('ACTIVE ACTIVE');
    expect([holdsToken(sides.copy('A')), holdsToken(sides.copy('B'))]).toEqual([true, false]);
    expect(sides.data.A).toBe(flow === 'MOVE' ? 'data of B' : 'data of A');
    expect(sides.data.B).toBe(sides.data.A);
  });

  it("H2: of a move is not taken without the client's snapshot", () => {
    const sides = handedOver('MOVE');
    const { record } = sides.lose()[0]!.message;

    sides.hear({ to: 'A', message: { record } });

    expect(sides.copy('A').own).toMatchObject({ phase: 'ENDED', endReason: 'HANDOVER_REFUSED' });
  });

  it('H3: that cannot be taken is refused for good, and the client has its right to edit again', () => {
    const sides = handedOver('MOVE');
    sides.do('A', { kind: 'pause', reason: 'SUSPENDED' });

    sides.deliver();

    expect(sides.phases()).toBe('ENDED ENDED');
    expect(sides.copy('B').own.endReason).toBe('HANDOVER_REFUSED');
    expect(sides.data.B).toBe('data of B');
    expect(isLive(sides.copy('B'))).toBe(false);
  });

  it('H3: ends as a delink where somebody wants the end', () => {
    const sides = handedOver();
    sides.do('B', DELINK);
    sides.letters.reverse();

    sides.deliver();

    expect(sides.copy('A').own).toMatchObject({ phase: 'ENDED', endReason: 'DELINKED' });
  });

  it('is not undone by a time-out: staff get a case, no more', () => {
    const sides = handedOver();

    const outcome = sides.do('B', { kind: 'expire' });

    expect(outcome).toMatchObject({ copies: [], cases: ['HANDOVER_OVERDUE'] });
    expect(sides.copy('B').own.phase).toBe('CUTOVER');
  });

  it('H4: in scenario 4 archives the former values when the host is active, not before', () => {
    const sides = handedOver('BOTH');
    expect(sides.copy('B').archive).toBeUndefined();

    sides.deliver();

    expect(sides.copy('B').archive).toBe('data of B');
    expect(sides.data.B).toBe('data of A');
  });

  it('tells the shell what to do to each account', () => {
    const sides = handedOver('BOTH');
    const activated = sides.hear(sides.lose()[0]!);
    const joined = sides.hear(sides.lose()[0]!);

    expect(activated.accounts).toEqual([{ accountNumber: 'a1', role: 'HOST' }]);
    expect(joined.accounts).toEqual([
      { accountNumber: 'b1', role: 'CLIENT', data: 'data of A', archive: 'data of B' },
    ]);
  });
});

describe('an active link', () => {
  it('refuses what is for undecided ones', () => {
    const sides = active();

    for (const event of [APPROVE, { kind: 'withdraw' }, { kind: 'rehost' }, { kind: 'expire' }] as const) {
      expect(sides.refusal('A', event)).toEqual({ code: 'LINK_PHASE', facts: { phase: 'ACTIVE' } });
    }
  });
});
