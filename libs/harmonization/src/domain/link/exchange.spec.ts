import { active, edit, PAUSE, pending, RESUME } from './two-sides.spec-support';
import { isDisputed, isPaused } from './token';

describe('pauses', () => {
  it("P1: are each side's own, and a resume touches the own set only", () => {
    const sides = active();
    for (const side of ['A', 'B'] as const) sides.do(side, PAUSE);
    sides.deliver();

    sides.do('A', RESUME);
    sides.deliver();

    expect(sides.copy('A').own.pauses).toEqual([]);
    expect(sides.copy('A').mirror?.pauses).toEqual(['SUSPENDED']);
    expect([isPaused(sides.copy('A')), isPaused(sides.copy('B'))]).toEqual([true, true]);
  });

  it('P1: are sets: a reason given twice counts once, another one besides', () => {
    const sides = active();
    for (const reason of ['SUSPENDED', 'DISPUTED', 'SUSPENDED'] as const)
      sides.do('B', { kind: 'pause', reason });

    expect(sides.copy('B').own.pauses).toEqual(['DISPUTED', 'SUSPENDED']);
    expect(isDisputed(sides.copy('B'))).toBe(true);
  });
});

describe('shared data', () => {
  it('D1 and D2: cross from the host to the client with each edit', () => {
    const sides = active();
    sides.do('A', edit('new'));
    sides.deliver();

    expect(sides.data.B).toBe('new');
    expect(sides.copy('B').own.dataVersion).toBe(2);
  });

  it('are edited at the host only; the client hears who it is', () => {
    expect(active().refusal('B', edit('mine'))).toEqual({ code: 'HOSTED_ELSEWHERE', facts: { host: 'A' } });
  });

  it('D1: do not cross before the link is active', () => {
    const sides = pending();

    const outcome = sides.do('A', edit('early'));

    expect(outcome).toMatchObject({ say: [], accounts: [{ accountNumber: 'a1', data: 'early' }] });
  });

  it.each(['A', 'B'] as const)('D1: do not cross under a pause of %s, and do when it ends', (side) => {
    const sides = active();
    sides.do(side, PAUSE);
    sides.deliver();
    const { say } = sides.do('A', edit('new'));
    expect(say.map((message) => 'data' in message)).toEqual([false]);
    sides.deliver();
    expect(sides.data.B).toBe('data of A');

    sides.do(side, RESUME);
    sides.deliver();

    expect(sides.data.B).toBe('new');
  });

  it('D2: are not applied under an own pause of which the host has not heard, but the facts are', () => {
    const sides = active();
    sides.do('A', edit('new'));
    const [letter] = sides.lose();
    sides.do('B', PAUSE);

    sides.hear(letter!);

    expect(sides.data.B).toBe('data of A');
    expect(sides.copy('B').mirror?.dataVersion).toBe(2);
  });

  it('D2: come with the same record heard again, once the pause is over', () => {
    const sides = active();
    sides.do('A', edit('new'));
    const [letter] = sides.lose();
    sides.do('B', PAUSE);
    sides.hear(letter!);
    sides.do('B', RESUME);

    sides.hear(letter!);

    expect(sides.data.B).toBe('new');
  });

  it('M2: are asked for by a client that lacks them', () => {
    const sides = active();
    sides.do('A', edit('new'));
    const { record } = sides.lose()[0]!.message;

    const { say } = sides.hear({ to: 'B', message: { record } });
    expect(say).toEqual([expect.objectContaining({ again: true })]);
    sides.deliver();

    expect(sides.data.B).toBe('new');
  });

  it('M2: that differ at one version are said by the host at a higher one', () => {
    const sides = active();
    sides.copies.B.set('L1', { ...sides.copy('B'), data: 'spoilt' });
    sides.data.B = 'spoilt';

    sides.do('A', { kind: 'repair' });
    sides.deliver();

    expect(sides.data.B).toBe('data of A');
    expect(sides.refusal('B', { kind: 'repair' })).toMatchObject({ code: 'LINK_PHASE' });
  });
});

describe('a record', () => {
  it('M1: that is older than the last one heard changes nothing', () => {
    const sides = active();
    sides.do('A', edit('one'));
    const [old] = sides.lose();
    sides.do('A', edit('two'));
    sides.deliver();
    const before = sides.copy('B');

    expect(sides.hear(old!)).toMatchObject({ copies: [], say: [], heard: 'SUPERSEDED' });
    expect(sides.copy('B')).toBe(before);
  });

  it('M1: of a higher number makes up for all that were lost before it', () => {
    const sides = active();
    for (const data of ['one', 'two', 'three']) sides.do('A', edit(data));
    sides.letters = sides.lose().slice(-1);

    sides.deliver();

    expect(sides.data.B).toBe('three');
  });

  it('M2: is said again as it is, without a new number', () => {
    const sides = active();
    const { own } = sides.copy('A');

    const outcome = sides.do('A', { kind: 'sayAgain' });

    expect(outcome.copies).toEqual([]);
    expect(outcome.say.map(({ record }) => record)).toEqual([own]);
  });

  it('M2: is said to who asks, also by an old letter', () => {
    const sides = active();
    const { say } = sides.do('B', { kind: 'ask' });

    const answer = sides.hear({ to: 'A', message: say[0]! });

    expect(answer.say.map(({ record }) => record.seq)).toEqual([sides.copy('A').own.seq]);
  });

  it('of other terms than the link has is refused', () => {
    const sides = active();
    const { record } = sides.do('B', { kind: 'sayAgain' }).say[0]!;

    const forged = { kind: 'hear', record: { ...record, peerAccountNumber: 'a2' } } as const;

    expect(sides.refusal('A', forged)).toEqual({ code: 'DATA_INVALID', facts: { linkId: 'L1' } });
  });

  it('of an unknown link cannot be commanded', () => {
    expect(active().refusal('A', PAUSE, 'L9')).toEqual({ code: 'NOT_FOUND' });
  });
});
