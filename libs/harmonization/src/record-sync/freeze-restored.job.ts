/*
 * What: after a restore, freezes every live link that the backup held and asks the other side what it last heard (B1), then asks
 * for a reconciliation, which finds what else the backup has forgotten.
 * Who queues it: the scheduler, every ten seconds; it reads one row where there was no restore. Twice is safe: a link that carries
 * the present incarnation is not found again.
 * Gives up: never; what could not be frozen is found again at the next run.
 */
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ScheduledJobs } from '@messaging/scheduled-jobs';
import { Database } from '@platform/database';
import { asSystem } from '../audit/audit-log';
import { LinkLedger } from '../linking/link-ledger';

const EVERY_MS = 10_000;
const BATCH = 200;

const FROM_BEFORE = `
  SELECT l.link_id AS "linkId" FROM link l, service_incarnation i
  WHERE l.live AND (l.copy->'own'->>'incarnation')::int < i.incarnation AND l.link_id > $1 ORDER BY l.link_id LIMIT ${BATCH}`;
const NO_LINK = '00000000-0000-0000-0000-000000000000';

@Injectable()
export class FreezeRestored implements OnModuleInit {
  constructor(
    private readonly jobs: ScheduledJobs,
    private readonly db: Database,
    private readonly ledger: LinkLedger,
  ) {}

  onModuleInit(): void {
    this.jobs.add({ name: 'freeze-restored', everyMs: EVERY_MS, run: () => this.run() });
  }

  async run(): Promise<void> {
    const rows = await this.db.query<{ incarnation: number }>(
      'SELECT incarnation FROM service_incarnation WHERE is_recovering',
    );
    const incarnation = rows[0]?.incarnation;
    if (incarnation === undefined) return;
    await this.freezeAll();
    // A later restore keeps the flag for itself.
    await this.db.query('UPDATE service_incarnation SET is_recovering = false WHERE incarnation = $1', [
      incarnation,
    ]);
  }

  private async freezeAll(): Promise<void> {
    for (let after = NO_LINK; ;) {
      const rows = await this.db.query<{ linkId: string }>(FROM_BEFORE, [after]);
      const ids = rows.map(({ linkId }) => linkId);
      if (ids.length === 0) return;
      await this.db.transaction((tx) =>
        this.ledger.commandAll(tx, ids, { kind: 'restored' }, asSystem('freeze-restored')),
      );
      after = ids.at(-1) ?? after;
    }
  }
}
