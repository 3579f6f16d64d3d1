import { Injectable } from '@nestjs/common';
import type { Receipt } from '@peer-contract/receipt';
import { Metrics } from '@platform/metrics/metrics';

/** Seconds; a full batch is answered in some tens of milliseconds, and given up after ten seconds. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Counts what goes to and comes from the peer, for operators. */
@Injectable()
export class DeliveryMetrics {
  private readonly sent;
  private readonly received;
  private readonly requests;

  constructor(metrics: Metrics) {
    const results = ['result'] as 'result'[];
    this.sent = metrics.counter(
      'peer_messages_sent_total',
      'Messages that the peer answered, by its receipt',
      results,
    );
    this.received = metrics.counter(
      'peer_messages_received_total',
      'Messages of the peer, by our receipt',
      results,
    );
    this.requests = metrics.histogram(
      'peer_batch_seconds',
      'Time from sending a batch to its answer',
      ['outcome'],
      BUCKETS,
    );
  }

  answered(receipts: readonly Receipt[]): void {
    receipts.forEach(({ result }) => this.sent.inc({ result }));
  }

  taken(receipts: readonly Receipt[]): void {
    receipts.forEach(({ result }) => this.received.inc({ result }));
  }

  async timed<T>(request: () => Promise<T>): Promise<T> {
    const end = this.requests.startTimer();
    try {
      const answer = await request();
      end({ outcome: 'answered' });
      return answer;
    } catch (error) {
      end({ outcome: 'failed' });
      throw error;
    }
  }
}
