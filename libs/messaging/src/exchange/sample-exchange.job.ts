import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ScheduledJobs } from '../scheduled-jobs/scheduled-jobs';
import { ExchangeSamples } from './exchange-samples';

const MINUTE_MS = 60_000;

/** Notes each minute how far behind the exchange is, in some worker. A sample that was missed is a gap in a chart, no more. */
@Injectable()
export class SampleExchangeJob implements OnModuleInit {
  constructor(
    private readonly jobs: ScheduledJobs,
    private readonly samples: ExchangeSamples,
  ) {}

  onModuleInit(): void {
    this.jobs.add({
      name: 'sample-exchange',
      everyMs: MINUTE_MS,
      run: () => this.samples.take(new Date()),
    });
  }
}
