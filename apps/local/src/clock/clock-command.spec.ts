import { moveOf } from './clock-command';

const DAY = 86_400_000;
const machineNow = Date.parse('2026-03-01T12:00:00Z');
const present = { machineNow, offsetMs: 2 * DAY };

describe('moving the clock', () => {
  it('adds days to the moved time', () => {
    expect(moveOf({ advanceDays: 30 }, present)).toEqual({ offsetMs: 32 * DAY });
  });

  it('goes to a date', () => {
    expect(moveOf({ to: '2026-03-11T12:00:00Z' }, present)).toEqual({ offsetMs: 10 * DAY });
  });

  it.each([{ advanceDays: -1 }, { advanceDays: 0 }, { to: '2026-03-02T12:00:00Z' }])(
    'refuses to go back: %j',
    (command) => {
      expect(moveOf(command, present)).toEqual({ refusal: 'the clock moves forwards only' });
    },
  );

  it.each([
    undefined,
    null,
    'x',
    [],
    {},
    { advanceDays: '3' },
    { to: 'soon' },
    { advanceDays: 1, to: '2030-01-01' },
    { advanceDays: NaN },
  ])('refuses what it does not understand: %j', (command) => {
    expect(moveOf(command, present)).toHaveProperty('refusal', expect.stringContaining('expected'));
  });

  it('refuses a date beyond a century', () => {
    expect(moveOf({ to: '2226-01-01' }, present)).toHaveProperty(
      'refusal',
      expect.stringContaining('at most'),
    );
  });
});
