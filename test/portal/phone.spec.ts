import { phoneInGroups } from '../../apps/portal/src/ui/phone';

describe('a telephone number', () => {
  it('of the United States or Canada is read in groups that no line breaks', () => {
    expect(phoneInGroups('+17165550123')).toBe('+1\u00a0716\u00a0555\u00a00123');
  });

  it.each(['+33123456789', '+1716555012', '+171655501234', ''])(
    'of another plan is left alone (%s)',
    (number) => {
      expect(phoneInGroups(number)).toBe(number);
    },
  );
});
