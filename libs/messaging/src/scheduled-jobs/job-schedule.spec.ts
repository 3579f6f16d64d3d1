import { isRunning, isSchedule } from './job-schedule';
import { ScheduledJobs, type ScheduledJob } from './scheduled-jobs';

const run = async () => undefined;
const aJob = (changes: Partial<ScheduledJob> = {}): ScheduledJob => ({
  name: 'job',
  everyMs: 1_000,
  run,
  ...changes,
});
const found = (changes: object) => ({ key: 'job', name: 'job', ...changes });

describe('a schedule that the queue has', () => {
  it('is the same with the same interval, or the same pattern in the same time zone', () => {
    const cron = aJob({ everyMs: undefined, cron: '0 5 * * *', timeZone: 'America/Toronto' });
    expect(isSchedule(found({ every: 1_000 }), aJob())).toBe(true);
    expect(isSchedule(found({ every: 2_000 }), aJob())).toBe(false);
    expect(isSchedule(found({ pattern: '0 5 * * *' }), aJob())).toBe(false);
    expect(isSchedule(found({ pattern: '0 5 * * *', tz: 'America/Toronto' }), cron)).toBe(true);
    expect(isSchedule(found({ pattern: '0 5 * * *', tz: 'America/New_York' }), cron)).toBe(false);
    expect(isSchedule(found({ pattern: '0 6 * * *', tz: 'America/Toronto' }), cron)).toBe(false);
  });

  it('runs as long as its next run is not long past', () => {
    expect(isRunning(found({ next: 1_000_000 }), 1_060_000)).toBe(true);
    expect(isRunning(found({ next: 1_000_000 }), 1_130_000)).toBe(false);
    expect(isRunning(found({}), 1_000_000)).toBe(false);
  });
});

describe('the scheduled jobs', () => {
  it('have one name each and exactly one kind of schedule', () => {
    const jobs = new ScheduledJobs();
    jobs.add(aJob());
    expect(() => jobs.add(aJob())).toThrow('taken');
    expect(() => jobs.add(aJob({ name: 'has:colon' }))).toThrow('no name');
    expect(() => jobs.add(aJob({ name: 'both', cron: '* * * * *' }))).toThrow('everyMs or cron');
    expect(() => jobs.add(aJob({ name: 'none', everyMs: undefined }))).toThrow('everyMs or cron');
  });

  it('run now, all of them and one after the other, also when one fails', async () => {
    const jobs = new ScheduledJobs();
    const order: string[] = [];
    const noting = (name: string, fails = false) =>
      aJob({
        name,
        run: async () => {
          order.push(name);
          if (fails) throw new Error(name);
        },
      });
    [noting('first'), noting('second', true), noting('third')].forEach((job) => jobs.add(job));
    await expect(jobs.runDueJobs()).rejects.toThrow(AggregateError);
    expect(order).toEqual(['first', 'second', 'third']);
  });

  it('do not run twice at once in one process, but once more when all are asked to run now', async () => {
    const jobs = new ScheduledJobs();
    let runs = 0;
    let finish = (): void => undefined;
    const slow = async () => {
      runs++;
      await new Promise<void>((resolve) => (finish = resolve));
    };
    jobs.add(aJob({ run: slow }));
    const first = jobs.run('job');
    await jobs.run('job');
    await jobs.run('unknown');
    expect(runs).toBe(1);
    const again = jobs.runDueJobs();
    finish();
    await first;
    await new Promise((resolve) => setImmediate(resolve));
    finish();
    await again;
    expect(runs).toBe(2);
  });
});
