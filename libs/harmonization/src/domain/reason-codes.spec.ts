import { inBoth } from './bilingual';
import { checkReason, type ReasonCode } from './reason-codes';

const CODES: ReasonCode[] = [
  { code: 'INCIDENT', label: inBoth('An incident', 'Un incident'), explains: ['SUSPENDED', 'REMOVED'] },
  { code: 'FALSE_INFORMATION', label: inBoth('False', 'Faux'), explains: ['REMOVED'] },
];

describe('ACC-4: the reason of a status', () => {
  it('is a code of the closed list that can explain the status', () => {
    expect(checkReason(CODES, 'SUSPENDED', 'INCIDENT')).toEqual({ ok: true, value: CODES[0] });
  });

  it.each(['BAD_MOOD', 'FALSE_INFORMATION'])(
    'is refused as %s, with the codes that could stand there',
    (code) => {
      expect(checkReason(CODES, 'SUSPENDED', code)).toEqual({
        ok: false,
        refusal: { code: 'REASON_NOT_LISTED', facts: { to: 'SUSPENDED', allowed: ['INCIDENT'] } },
      });
    },
  );

  it('may be absent: whether one is needed is the life cycle’s to say', () => {
    expect(checkReason(CODES, 'SUSPENDED', undefined)).toEqual({ ok: true, value: undefined });
  });
});
