import { active, DELINK, edit, PAUSE, RESUME, transferOffered, VOTE } from './two-sides.spec-support';
import { holdsToken } from './token';

describe('a host change', () => {
  it('X1: is voted for one epoch, and the vote can be called off', () => {
    const sides = active();

    sides.do('B', VOTE);
    expect(sides.copy('B').own.vote).toBe(1);

    sides.do('B', { kind: 'unvote' });
    expect(sides.copy('B').own.vote).toBe(0);
  });

  it('X1: is voted on active links only', () => {
    const sides = transferOffered();

    expect(sides.refusal('A', VOTE)).toEqual({ code: 'LINK_PHASE', facts: { phase: 'TRANSFER_PENDING' } });
  });

  it('X2: takes both votes, and then nobody edits until the offer has been heard', () => {
    const sides = transferOffered();

    expect(sides.copy('A').own).toMatchObject({ phase: 'TRANSFER_PENDING', epoch: 1, offered: 2 });
    expect([holdsToken(sides.copy('A')), holdsToken(sides.copy('B'))]).toEqual([false, false]);
    expect(sides.refusal('A', edit('late'))).toEqual({ code: 'HOSTED_ELSEWHERE', facts: { host: 'B' } });
  });

  it.each([
    ['a pause at the host', 'A', PAUSE],
    ['a pause at the client', 'B', PAUSE],
  ] as const)('X2: waits while there is %s', (_, side, event) => {
    const sides = active();
    sides.do(side, event);
    sides.deliver();
    for (const voter of ['A', 'B'] as const) sides.do(voter, VOTE);
    sides.deliver();
    expect(sides.copy('A').own.phase).toBe('ACTIVE');

    sides.do(side, RESUME);
    sides.deliver();

    expect(sides.copy('A').own).toMatchObject({ phase: 'ACTIVE', epoch: 2, host: 'B' });
  });

  it('X3 and H4: makes the client host at the offered epoch, with every edit', () => {
    const sides = active();
    sides.do('A', edit('last edit of A'));
    for (const voter of ['A', 'B'] as const) sides.do(voter, VOTE);

    sides.deliver();
    sides.do('B', edit('first edit of B'));
    sides.deliver();

    expect(sides.copy('A').own).toMatchObject({ phase: 'ACTIVE', epoch: 2, host: 'B', vote: 0 });
    expect(sides.copy('B').own).toMatchObject({ phase: 'ACTIVE', epoch: 2, host: 'B', vote: 0 });
    expect(sides.data).toEqual({ A: 'first edit of B', B: 'first edit of B' });
    expect(sides.copy('A').archive).toBe('last edit of A');
  });

  it('X4 and X5: that is no longer wanted is refused durably, the right to edit returns and the number is burned', () => {
    const sides = transferOffered();
    const [offer] = sides.lose();
    sides.do('B', { kind: 'unvote' });
    sides.hear(offer!);
    expect(sides.copy('B').own.refused).toBe(2);
    sides.do('B', VOTE);
    sides.hear(offer!);
    expect(sides.copy('B').own.host).toBe('A');

    sides.deliver();
    expect(sides.copy('A').own).toMatchObject({ phase: 'ACTIVE', epoch: 1, offered: 0, vote: 0 });
    sides.do('A', VOTE);
    sides.deliver();

    expect(sides.copy('B').own).toMatchObject({ epoch: 3, host: 'B' });
  });

  it('X4: is refused where the offered data are missing', () => {
    const sides = transferOffered();
    const { record } = sides.lose()[0]!.message;

    sides.hear({ to: 'B', message: { record: { ...record, dataVersion: 7 } } });

    expect(sides.copy('B').own).toMatchObject({ host: 'A', refused: 2 });
  });

  it('crossing a delink happens first, and the new host ends the link', () => {
    const sides = transferOffered();
    sides.do('A', DELINK);

    sides.deliver();

    expect(sides.phases()).toBe('ENDED ENDED');
    expect(sides.copy('A').own).toMatchObject({ endReason: 'DELINKED', epoch: 2, host: 'B' });
  });
});
