import {
  checkDistrust,
  checkKeyStep,
  checkTrust,
  KEY_OVERLAP_MINUTES,
  type KeyStep,
  type OwnKeyState,
} from './key-rotation';

const now = new Date('2026-03-02T12:00:00Z');
const ago = (minutes: number): Date => new Date(now.getTime() - minutes * 60_000);
const after = (state: OwnKeyState, step: KeyStep, facts: object = {}) =>
  checkKeyStep({ state, step, since: ago(60), now, ...facts });
const PEER = { trusted: ['a'], retired: ['z'], keyId: 'a', isPublished: false };

describe('the life of an own key', () => {
  it.each([
    ['HELD', 'ANNOUNCE', 'ANNOUNCED'],
    ['ANNOUNCED', 'ACTIVATE', 'ACTIVE'],
    ['ANNOUNCED', 'RETIRE', 'RETIRED'],
    ['FORMER', 'ACTIVATE', 'ACTIVE'],
    ['FORMER', 'RETIRE', 'RETIRED'],
  ] as const)('KEY-1: from %s it may %s', (state, step, next) => {
    expect(after(state, step)).toEqual({ ok: true, value: next });
  });

  it.each([
    ['HELD', 'ACTIVATE', ['ANNOUNCE']],
    ['ACTIVE', 'RETIRE', []],
    ['ACTIVE', 'ANNOUNCE', []],
    ['RETIRED', 'ANNOUNCE', []],
    ['RETIRED', 'ACTIVATE', []],
  ] as const)('KEY-1: from %s it may not %s, and the refusal names what it may', (state, step, allowed) => {
    expect(after(state, step)).toEqual({
      ok: false,
      refusal: { code: 'KEY_STATE', facts: { state, allowed } },
    });
  });

  it('KEY-2: stays published a while after it has signed, unless others may know it', () => {
    const since = ago(KEY_OVERLAP_MINUTES - 1);
    expect(after('FORMER', 'RETIRE', { since })).toMatchObject({
      ok: false,
      refusal: { code: 'KEY_OVERLAP', facts: { until: '2026-03-02T12:01:00.000Z' } },
    });
    expect(after('FORMER', 'RETIRE', { since: ago(KEY_OVERLAP_MINUTES) }).ok).toBe(true);
    expect(after('FORMER', 'RETIRE', { since, isCompromised: true }).ok).toBe(true);
    expect(after('FORMER', 'ACTIVATE', { since }).ok).toBe(true);
  });
});

describe('keys of the peer', () => {
  it('KEY-3: are trusted once, and never again after they were retired', () => {
    expect(checkTrust({ ...PEER, keyId: 'b' }).ok).toBe(true);
    expect(checkTrust(PEER)).toMatchObject({ refusal: { code: 'KEY_STATE', facts: { state: 'TRUSTED' } } });
    expect(checkTrust({ ...PEER, keyId: 'z' })).toMatchObject({ refusal: { code: 'KEY_STATE' } });
  });

  it('KEY-4: may be retired down to the last one, which the peer must publish elsewhere', () => {
    expect(checkDistrust(PEER)).toMatchObject({ refusal: { code: 'PEER_KEY_LAST' } });
    expect(checkDistrust({ ...PEER, isPublished: true }).ok).toBe(true);
    expect(checkDistrust({ ...PEER, trusted: ['a', 'b'] }).ok).toBe(true);
    expect(checkDistrust({ ...PEER, keyId: 'z' })).toMatchObject({ refusal: { code: 'KEY_STATE' } });
  });
});
