import { HealthChecks } from './health/health-checks';
import { Shutdown } from './shutdown';

describe('the shutdown', () => {
  it('closes workers, then queues, then connections, and goes on past a failure', async () => {
    const shutdown = new Shutdown();
    const closed: string[] = [];
    shutdown.register('connections', async () => closed.push('connection'));
    shutdown.register('queues', async () => closed.push('queue'));
    shutdown.register('workers', async () => Promise.reject(new Error('stuck')));
    shutdown.register('workers', async () => Promise.resolve().then(() => closed.push('worker')));
    expect(await shutdown.closeAll()).toEqual([new Error('stuck')]);
    expect(closed).toEqual(['worker', 'queue', 'connection']);
    expect(await shutdown.closeAll()).toEqual([]);
  });
});

describe('the readiness', () => {
  it('is what all checks say together, and names the one that fails', async () => {
    const health = new HealthChecks();
    health.register('database', async () => 1);
    expect(await health.readiness()).toEqual({ ready: true, checks: { database: 'up' } });
    health.register('queue', async () => Promise.reject(new Error('away')));
    expect(await health.readiness()).toEqual({ ready: false, checks: { database: 'up', queue: 'down' } });
  });

  it('ends when the process starts to close', async () => {
    const health = new HealthChecks();
    health.startClosing();
    expect(await health.readiness()).toEqual({ ready: false, checks: {} });
  });
});
