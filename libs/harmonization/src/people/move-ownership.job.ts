/*
 * What: moves access to an account to its newcomer once the time to object is over.
 * Who queues it: the scheduler, hourly. Twice is safe: a request that has moved, or was objected to, is no longer waiting.
 * Gives up: never; one that fails is found again at the next run.
 */
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ScheduledJobs } from '@messaging/scheduled-jobs';
import { Clock } from '@platform/clock';
import { Database } from '@platform/database';
import { Accounts } from '../account/accounts';
import { asSystem } from '../audit/audit-log';
import { OwnershipRequests } from './ownership-requests';
import { OwnershipTransfer } from './ownership-transfer';

const HOURLY = 3_600_000;
const BATCH = 100;

@Injectable()
export class MoveOwnership implements OnModuleInit {
  constructor(
    private readonly jobs: ScheduledJobs,
    private readonly db: Database,
    private readonly accounts: Accounts,
    private readonly requests: OwnershipRequests,
    private readonly transfer: OwnershipTransfer,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.jobs.add({ name: 'move-ownership', everyMs: HOURLY, run: () => this.run() });
  }

  async run(): Promise<void> {
    for (const { id, accountNumber } of await this.requests.due(this.db.source.manager, BATCH))
      await this.move(id, accountNumber);
  }

  private async move(id: string, accountNumber: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      await this.accounts.lock(tx, accountNumber);
      const request = await this.requests.lock(tx, id);
      const isDue =
        request?.state === 'WAITING' && request.movesAt !== null && request.movesAt <= this.clock.now();
      if (isDue) await this.transfer.move(tx, request, asSystem('move-ownership'));
    });
  }
}
