import type { Flow, LinkMessage } from './record';
import {
  active,
  APPROVE,
  DELINK,
  edit,
  handedOver,
  PAUSE,
  pending,
  proposal,
  RESUME,
  transferOffered,
  VOTE,
  type Letter,
  type TwoSides,
} from './two-sides.spec-support';
import { isDelinkPending, isLive } from './token';

/** The host has moved from A to B, which has edited since. */
function transferred(flow: Flow): TwoSides {
  const sides = active(flow);
  for (const side of ['A', 'B'] as const) sides.do(side, VOTE);
  sides.deliver();
  sides.do('B', edit('data of A, edited at B'));
  return sides.deliver();
}

/** And back to A, which has edited it again. */
function transferredBack(flow: Flow): TwoSides {
  const sides = transferred(flow);
  for (const side of ['A', 'B'] as const) sides.do(side, VOTE);
  sides.deliver();
  sides.do('A', edit('data of A, edited at B and at A'));
  return sides.deliver();
}

const UPHELD = { kind: 'delink', reason: 'DISPUTE_UPHELD' } as const;

describe('a bound link', () => {
  it('E1 and E2: is only asked to end by the client, and ended by the host, with the final copy', () => {
    const sides = active();
    sides.do('A', edit('last words'));
    sides.lose();

    sides.do('B', DELINK);
    expect([sides.copy('B').own.phase, isDelinkPending(sides.copy('B'))]).toEqual(['ACTIVE', true]);
    sides.deliver();

    expect(sides.phases()).toBe('ENDED ENDED');
    expect(sides.data.B).toBe('last words');
  });

  it('E2: is ended at once by the host, whose account is standalone then', () => {
    const sides = active();

    const outcome = sides.do('A', DELINK);

    expect(outcome.copies[0]?.own).toMatchObject({
      phase: 'ENDED',
      endReason: 'DELINKED',
      wantEnd: 'CHOICE',
    });
    expect(outcome.accounts).toEqual([{ accountNumber: 'a1', role: 'STANDALONE' }]);
  });

  it('E1: of which the right to edit is under way waits for who receives it', () => {
    const sides = handedOver();
    sides.do('B', DELINK);

    expect(sides.copy('B').own).toMatchObject({ phase: 'CUTOVER', wantEnd: 'CHOICE' });
    expect(sides.deliver().phases()).toBe('ENDED ENDED');
  });

  it('T1: ends where its end is heard, for the reason that is heard', () => {
    const sides = active();
    sides.do('A', DELINK);

    const outcome = sides.hear(sides.lose()[0]!);

    expect(sides.copy('B').own).toMatchObject({ phase: 'ENDED', endReason: 'DELINKED' });
    expect(outcome.accounts).toEqual([{ accountNumber: 'b1', role: 'STANDALONE' }]);
  });

  it('T2: waits, frozen, for a final copy that did not come, and gets it', () => {
    const sides = active();
    sides.do('B', PAUSE);
    sides.deliver();
    sides.do('A', edit('said under the pause'));
    sides.do('B', RESUME);
    const [, resumed] = sides.lose();
    sides.do('A', DELINK);
    sides.hear(sides.lose()[0]!);
    expect(sides.copy('B').own).toMatchObject({ phase: 'ACTIVE', wantEnd: 'CHOICE' });
    expect(sides.refusal('B', edit('meanwhile'))).toMatchObject({ code: 'HOSTED_ELSEWHERE' });

    sides.hear(resumed!);
    sides.deliver();

    expect(sides.phases()).toBe('ENDED ENDED');
    expect(sides.data.B).toBe('said under the pause');
  });

  it('T2: stops waiting when a pause comes', () => {
    const sides = active();
    sides.do('B', PAUSE);
    sides.deliver();
    sides.do('A', edit('said under the pause'));
    sides.do('B', RESUME);
    sides.lose();
    sides.do('A', DELINK);
    sides.hear(sides.lose()[0]!);

    sides.do('B', PAUSE);

    expect(sides.copy('B').own.phase).toBe('ENDED');
    expect(sides.data.B).toBe('data of A');
  });

  it('T2, P1: stops waiting when the ended side says that the final copy may not cross any more', () => {
    const sides = active();
    sides.do('A', edit('never to cross'));
    sides.lose();
    sides.do('A', DELINK);
    const [{ to, message }] = sides.lose() as [{ to: 'B'; message: LinkMessage<string> }];
    const { data: _stripped, ...record } = message;
    sides.hear({ to, message: record });
    expect(sides.copy('B').own).toMatchObject({ phase: 'ACTIVE', wantEnd: 'CHOICE' });
    sides.hear(sides.lose()[0]!);
    sides.lose();

    sides.do('A', { kind: 'pause', reason: 'CONSENT_WITHDRAWN' });
    sides.deliver();

    expect(sides.phases()).toBe('ENDED ENDED');
    expect(sides.data).toEqual({ A: 'never to cross', B: 'data of A' });
    expect(sides.refusal('A', { kind: 'pause', reason: 'ARRANGEMENT_ENDED' })).toMatchObject({
      code: 'LINK_ENDED',
    });
  });

  it('S1: is only paused by a suspension, and ended by the end of an account', () => {
    const sides = active();
    sides.do('A', PAUSE);
    expect(sides.deliver().phases()).toBe('ACTIVE ACTIVE');

    sides.do('A', { kind: 'delink', reason: 'PROGRAM_ENDED' });

    expect(sides.deliver().phases()).toBe('ENDED ENDED');
    expect(sides.copy('A').own.wantEnd).toBe('PROGRAM_ENDED');
  });

  it.each([
    ['two delinks', ['A', 'B']],
    ['two delinks, the other way round', ['B', 'A']],
  ] as const)('ends once for %s', (_, order) => {
    const sides = active();
    for (const side of order) sides.do(side, DELINK);

    expect(sides.deliver().phases()).toBe('ENDED ENDED');
  });
});

describe('an upheld dispute', () => {
  it.each(['A', 'B'] as const)(
    "T1: gives the client its own former values back, found true at %s's",
    (side) => {
      const sides = active('BOTH');
      sides.do('B', { kind: 'pause', reason: 'DISPUTED' });
      sides.deliver();

      sides.do(side, UPHELD);
      sides.deliver();

      expect(sides.phases()).toBe('ENDED ENDED');
      expect(sides.data).toEqual({ A: 'data of A', B: 'data of B' });
      expect(sides.copy('B')).not.toHaveProperty('archive');
      expect(sides.copy('A')).not.toHaveProperty('final');
    },
  );

  it.each(['A', 'B'] as const)(
    "DISP-3: after a host change gives both sides their own former values back, found true at %s's",
    (side) => {
      const sides = transferred('BOTH');

      sides.do(side, UPHELD);
      sides.deliver();

      expect(sides.phases()).toBe('ENDED ENDED');
      expect(sides.data).toEqual({ A: 'data of A', B: 'data of B' });
      for (const each of ['A', 'B'] as const)
        for (const kept of ['archive', 'final']) expect(sides.copy(each)).not.toHaveProperty(kept);
    },
  );

  describe.each([
    ['before any host change', active],
    ['after a host change', transferred],
    ['after a host change there and back', transferredBack],
  ] as const)('that an end by choice crosses (%s)', (_, begin) => {
    /** Each side has its own former values, and nothing of the other's is kept for the link. */
    function expectOwnValues(sides: TwoSides): void {
      expect(sides.phases()).toBe('ENDED ENDED');
      expect(sides.data).toEqual({ A: 'data of A', B: 'data of B' });
      for (const each of ['A', 'B'] as const)
        for (const kept of ['archive', 'final']) expect(sides.copy(each)).not.toHaveProperty(kept);
    }

    describe.each([
      ['A', 'B'],
      ['B', 'A'],
    ] as const)('upheld at %s, ended by choice at %s', (upholder, ender) => {
      it.each([
        ['in the order in which they were said', (letters: readonly Letter[]) => letters],
        ['the other way round', (letters: readonly Letter[]) => letters.toReversed()],
      ])('DISP-3: gives both their own values, the words heard %s', (_order, ordered) => {
        const sides = begin('BOTH');
        sides.do(upholder, UPHELD);
        sides.do(ender, DELINK);

        sides.letters = [...ordered(sides.letters)];
        sides.deliver();

        expectOwnValues(sides);
      });

      it('DISP-3: gives both their own values where both links are paused, and a word is heard twice', () => {
        const sides = begin('BOTH');
        for (const each of ['A', 'B'] as const) sides.do(each, { kind: 'pause', reason: 'DISPUTED' });
        sides.deliver();
        sides.do(upholder, UPHELD);
        sides.do(ender, DELINK);

        sides.letters = [...sides.letters, ...sides.letters];
        sides.deliver();

        expectOwnValues(sides);
      });

      it('DISP-3: found true only after the end was heard, it gives both their own values all the same', () => {
        const sides = begin('BOTH');
        sides.do(ender, DELINK);
        sides.deliver();

        sides.do(upholder, UPHELD);
        sides.deliver();

        expectOwnValues(sides);
      });
    });
  });

  it('DISP-3: found true after the end at who has heard of the new host by its end only, gives it its own values', () => {
    const sides = transferOffered('BOTH');
    sides.hear(sides.lose()[0]!);
    sides.do('B', edit('data of A, edited at B'));
    sides.lose();
    sides.do('B', DELINK);
    sides.deliver();
    expect(sides.data.A).toBe('data of A, edited at B');

    sides.do('A', UPHELD);

    expect(sides.deliver().data).toEqual({ A: 'data of A', B: 'data of B' });
  });

  it('DISP-3: heard after the end, is done once, and touches no account that another live link has by then', () => {
    const sides = transferred('BOTH');
    sides.do('A', UPHELD);
    const upheld = sides.lose();
    sides.do('B', DELINK);
    sides.lose();
    sides.do('B', proposal({ linkId: 'L2', accountNumber: 'b1', peerAccountNumber: 'a2' }), 'L2');

    for (const letter of upheld) expect(sides.hear(letter).accounts).toEqual([]);
    expect(sides.data.B).toBe('data of A, edited at B');

    sides.do('B', { kind: 'withdraw' }, 'L2');
    sides.do('B', { kind: 'reconsider' });
    expect(sides.data.B).toBe('data of B');
    sides.data.B = 'edited since';
    sides.do('B', { kind: 'reconsider' });
    for (const letter of upheld) sides.hear(letter);
    expect(sides.data.B).toBe('edited since');
  });

  it('sends no final copy, and says that the replica is to be deleted', () => {
    const sides = active('BOTH');
    sides.do('A', UPHELD);
    const [letter] = sides.lose();

    expect(letter?.message).not.toHaveProperty('data');
    expect(sides.hear(letter!).accounts).toEqual([
      { accountNumber: 'b1', role: 'STANDALONE', data: 'data of B', replicaDeleted: true },
    ]);
  });

  it('is the stronger reason where another wish stands', () => {
    const sides = transferOffered();
    sides.do('A', DELINK);
    sides.do('A', UPHELD);

    expect(sides.copy('A').own.wantEnd).toBe('DISPUTE_UPHELD');
  });
});

describe('an ended link', () => {
  it.each([APPROVE, DELINK, PAUSE, { kind: 'vote' } as const, { kind: 'edit', data: 'x' } as const])(
    'refuses every command: $kind',
    (event) => {
      const sides = pending();
      sides.do('A', { kind: 'withdraw' });

      expect(sides.refusal('A', event)).toEqual({ code: 'LINK_ENDED', facts: { endReason: 'WITHDRAWN' } });
    },
  );

  it('M2: says its end again, for ever, to who does not know it', () => {
    const sides = pending();
    const [late] = sides.do('B', { kind: 'sayAgain' }).say;
    sides.do('A', { kind: 'withdraw' });
    sides.lose();

    const { say } = sides.hear({ to: 'A', message: late! });

    expect(say.map(({ record }) => record.phase)).toEqual(['ENDED']);
    expect(sides.deliver().phases()).toBe('ENDED ENDED');
  });

  it('keeps its final copy apart from the account, which goes on', () => {
    const sides = active();
    sides.do('A', DELINK);
    sides.lose();
    sides.data.A = 'edited since';

    sides.do('A', { kind: 'sayAgain' });

    expect(sides.lose()[0]?.message.data).toBe('data of A');
  });

  it('leaves both accounts free for another one', () => {
    const sides = active();
    sides.do('A', DELINK);
    sides.deliver();

    sides.do('B', proposal({ linkId: 'L2', accountNumber: 'b1', peerAccountNumber: 'a1' }), 'L2');

    expect(sides.deliver().phases('L2')).toBe('DECISIONS_PENDING DECISIONS_PENDING');
    expect(isLive(sides.copy('A', 'L1'))).toBe(false);
  });
});
