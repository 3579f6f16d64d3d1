import { Metrics } from './metrics';

describe('the metrics', () => {
  it('hold what libraries count, and ask gauges at each scrape', async () => {
    const metrics = new Metrics();
    metrics.counter('sent_total', 'Messages sent', ['outcome']).inc({ outcome: 'applied' });
    let waiting = 1;
    metrics.gauge('waiting', 'Messages that wait', [], (gauge) => gauge.set(waiting));
    metrics.histogram('lag_seconds', 'Age of a message when it is applied', [], [1, 5]).observe(2);
    expect(await metrics.text()).toContain('sent_total{outcome="applied"} 1');
    expect(await metrics.text()).toMatch(/^waiting 1$/m);
    waiting = 7;
    expect(await metrics.text()).toMatch(/^waiting 7$/m);
    expect(await metrics.text()).toContain('lag_seconds_bucket{le="5"} 1');
  });
});
