import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { KEPT_FOR_A_TIME, RETENTION_PERIODS, retentionPeriods } from './retention-periods';

const TABLE = readFileSync(join(__dirname, '..', '..', '..', '..', 'docs', 'retention.md'), 'utf8');

describe('periods of retention (RET-1)', () => {
  it('are the defaults where nothing is configured, and what is configured where it may be', () => {
    expect(retentionPeriods({}).periods.mails).toBe(30);
    expect(retentionPeriods({ mails: 60 })).toMatchObject({
      periods: { mails: 60, notices: 2557 },
      faults: [],
    });
  });

  it.each([[{ mails: 1 }], [{ mails: '60' }], [{ mails: 3.5 }], [{ audit: 30 }], [{ receivedMessages: 5 }]])(
    'refuse %j',
    (changes) => {
      expect(retentionPeriods(changes).faults).toHaveLength(1);
    },
  );

  it('never touch the audit, histories, links or what was said and heard', () => {
    expect(KEPT_FOR_A_TIME.filter((kept) => /audit|history|link|said|heard/i.test(kept))).toEqual([]);
  });

  it('stand in docs/retention.md with their reasons, as they are', () => {
    for (const kept of KEPT_FOR_A_TIME) {
      const { days, atLeast } = RETENTION_PERIODS[kept];
      const row = TABLE.split('\n').find((line) => line.startsWith(`| \`${kept}\``)) ?? '';
      const [, , , period, shortest, reason] = row.split('|').map((cell) => cell.trim());
      expect([kept, period, shortest]).toEqual([kept, `${days}`, `${atLeast}`]);
      expect(reason?.length).toBeGreaterThan(20);
    }
  });
});
