import {
  active,
  APPROVE,
  DELINK,
  edit,
  PAUSE,
  pending,
  proposal,
  RESUME,
  TwoSides,
  VOTE,
} from './two-sides.spec-support';
import { holdsToken } from './token';

describe('a restored side', () => {
  it('B1: is frozen under a new incarnation until the peer has spoken', () => {
    const sides = active();
    sides.putBack('A', sides.backup('A'));

    expect(sides.copy('A').own).toMatchObject({ phase: 'RESYNC', incarnation: 1 });
    expect(holdsToken(sides.copy('A'))).toBe(false);
    expect(sides.refusal('A', edit('too soon'))).toEqual({ code: 'LINK_RESYNCING' });
  });

  it('B1: leaves ended links as they are', () => {
    const sides = pending();
    sides.do('A', { kind: 'withdraw' });
    const ended = sides.copy('A');

    sides.putBack('A', sides.backup('A'));

    expect(sides.copy('A')).toBe(ended);
  });

  it('B1: learns of its restore from a peer that has heard more than it has said', () => {
    const sides = active();
    const backup = sides.backup('A');
    sides.do('A', edit('lost here'));
    sides.deliver();
    sides.copies.A = new Map(backup.copies);
    sides.data.A = backup.data;

    sides.do('B', { kind: 'sayAgain' });
    const outcome = sides.hear(sides.lose()[0]!);

    expect(outcome.restoredTo).toBe(1);
    sides.deliver();
    expect(sides.data.A).toBe('lost here');
    expect(sides.phases()).toBe('ACTIVE ACTIVE');
  });

  it('B2: is told what was last heard of it, with the data', () => {
    const sides = active();
    const backup = sides.backup('A');
    sides.do('A', edit('known to the client'));
    sides.deliver();
    sides.putBack('A', backup);

    const { say } = sides.hear(sides.lose()[0]!);

    expect(say[0]).toMatchObject({
      data: 'known to the client',
      record: { heardIncarnation: 1, heardRecord: { phase: 'ACTIVE', dataVersion: 2, incarnation: 0 } },
    });
  });

  it('B3: is again what the peer had heard of it, with the higher version of the data, also from the client', () => {
    const sides = active();
    const backup = sides.backup('A');
    sides.do('A', edit('known to the client'));
    sides.do('A', VOTE);
    sides.deliver();

    sides.putBack('A', backup).deliver();

    expect(sides.copy('A').own).toMatchObject({ phase: 'ACTIVE', host: 'A', vote: 1, dataVersion: 2 });
    expect(sides.data.A).toBe('known to the client');
    expect(holdsToken(sides.copy('A'))).toBe(true);
  });

  it('B3: ignores every word that does not answer its resync', () => {
    const sides = active();
    const [early] = sides.do('B', { kind: 'sayAgain' }).say;
    sides.lose();
    sides.putBack('A', sides.backup('A'));

    sides.hear({ to: 'A', message: early! });

    expect(sides.copy('A').own.phase).toBe('RESYNC');
  });

  it('B3: has its commands wait, and runs them when it is itself again', () => {
    const sides = active();
    sides.putBack('B', sides.backup('B'));
    sides.do('B', PAUSE);
    expect(sides.copy('B').waiting).toEqual([PAUSE]);

    sides.deliver();

    expect(sides.copy('B')).not.toHaveProperty('waiting');
    expect(sides.copy('A').mirror?.pauses).toEqual(['SUSPENDED']);
  });

  it('B3: goes on above the version that it could not get under a pause, and opens a case', () => {
    const sides = active();
    const backup = sides.backup('A');
    sides.do('A', edit('known to the client'));
    sides.do('A', PAUSE);
    sides.deliver();
    sides.putBack('A', backup);
    sides.hear(sides.lose()[0]!);

    const outcome = sides.hear(sides.lose()[0]!);

    expect(outcome.cases).toEqual(['SYNC_DRIFT']);
    expect(sides.copy('A').own.dataVersion).toBe(3);
    sides.do('A', RESUME);
    sides.deliver();
    expect(sides.data.B).toBe(sides.data.A);
  });

  it('B3: ends where the link has ended meanwhile', () => {
    const sides = active();
    const backup = sides.backup('B');
    sides.do('A', edit('last words'));
    sides.do('A', DELINK);
    sides.deliver();

    sides.putBack('B', backup).deliver();

    expect(sides.phases()).toBe('ENDED ENDED');
    expect(sides.data.B).toBe('last words');
  });

  it('B4: freezes the account of a link that its backup does not have, and gets the link back', () => {
    const sides = new TwoSides();
    const backup = sides.backup('B');
    sides.do('A', proposal());
    sides.deliver();
    for (const side of ['A', 'B'] as const) sides.do(side, APPROVE);
    sides.deliver();
    sides.putBack('B', backup);

    sides.do('A', edit('news'));
    sides.hear(sides.lose()[0]!);
    expect(sides.copy('B').own).toMatchObject({ phase: 'RESYNC', incarnation: 1, dataVersion: 0 });
    sides.deliver();

    expect(sides.phases()).toBe('ACTIVE ACTIVE');
    expect(sides.data.B).toBe('news');
  });

  it('B4: stores nothing of a link whose account is forgotten too, and takes it up once the answer has brought the account', () => {
    const sides = new TwoSides();
    const backup = sides.backup('B');
    sides.do('A', proposal());
    sides.deliver();
    for (const side of ['A', 'B'] as const) sides.do(side, APPROVE);
    sides.deliver();
    sides.putBack('B', backup);
    sides.do('A', edit('news'));
    const [word] = sides.lose();
    sides.data.B = undefined as never;

    expect(sides.hear(word!)).toMatchObject({ copies: [], say: [{ record: { phase: 'RESYNC', seq: 1 } }] });

    sides.hear(sides.lose()[0]!);
    sides.data.B = 'of the rebuilt account';
    sides.deliver();
    expect(sides.phases()).toBe('ACTIVE ACTIVE');
    expect(sides.data.B).toBe('news');
  });

  it('B4: gives up a new proposal for the sake of a link that it had agreed to', () => {
    const sides = new TwoSides();
    const backup = sides.backup('B');
    sides.do('A', proposal({ linkId: 'L5' }), 'L5');
    sides.deliver();
    sides.putBack('B', backup);
    sides.do('B', proposal({ linkId: 'L1', accountNumber: 'b1', peerAccountNumber: 'a1' }));
    sides.lose();

    sides.do('A', APPROVE, 'L5');
    sides.deliver();

    expect(sides.phases('L5')).toBe('DECISIONS_PENDING DECISIONS_PENDING');
    expect(sides.copy('B', 'L1').own).toMatchObject({ phase: 'ENDED', endReason: 'FOLDED' });
  });

  it('C5: whose proposal nobody had heard is told to propose again', () => {
    const sides = new TwoSides();
    sides.do('A', proposal());
    sides.lose();

    sides.putBack('A', sides.backup('A')).deliver();

    expect(sides.copy('A').own).toMatchObject({ phase: 'ENDED', endReason: 'BUSY', blockedBy: '' });
  });

  it('accepts a new proposal after one exchange more', () => {
    const sides = new TwoSides();
    sides.putBack('B', sides.backup('B'));
    sides.do('A', proposal());

    expect(sides.deliver().phases()).toBe('DECISIONS_PENDING DECISIONS_PENDING');
  });
});
