/*
 * What: after a restore, takes back the facts that the other side had heard of this one, freezes every live link that the backup
 * held and asks what was last heard of it (B1), and once all links are live again asks for a reconciliation, which finds what else the
 * backup has forgotten. Where an account came back later, because its consent had been withdrawn, takes back what belongs to it.
 * Who queues it: the scheduler, every ten seconds; it reads two rows where there was no restore. Twice is safe: a link that carries
 * the present incarnation is not found again.
 * Gives up: never; what could not be frozen is found again at the next run.
 */
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ScheduledJobs } from '@messaging/scheduled-jobs';
import { Database } from '@platform/database';
import { asSystem } from '../audit/audit-log';
import { LinkLedger } from '../linking/link-ledger';
import { RequestReconciliation } from '../reconciliation/request-reconciliation.use-case';
import { RefusedError } from '../refusal/refused.error';
import { RecoverFacts } from '../restore/recover-facts';
import { AskingAgain } from './asking-again';

const EVERY_MS = 10_000;
const BATCH = 200;

const FROM_BEFORE = `
  SELECT l.link_id AS "linkId" FROM link l, service_incarnation i
  WHERE l.live AND (l.copy->'own'->>'incarnation')::int < i.incarnation AND l.link_id > $1 ORDER BY l.link_id LIMIT ${BATCH}`;
const RECOVERING = `SELECT incarnation, is_hearing AS "isHearing" FROM service_incarnation WHERE is_recovering`;
const FROZEN = `SELECT 1 FROM link WHERE live AND phase = 'RESYNC' LIMIT 1`;
const BY = asSystem('freeze-restored');

interface Recovery {
  readonly incarnation: number;
  readonly isHearing: boolean;
}

const NO_LINK = '00000000-0000-0000-0000-000000000000';

@Injectable()
export class FreezeRestored implements OnModuleInit {
  constructor(
    private readonly jobs: ScheduledJobs,
    private readonly db: Database,
    private readonly ledger: LinkLedger,
    private readonly facts: RecoverFacts,
    private readonly asking: AskingAgain,
    private readonly reconciliation: RequestReconciliation,
  ) {}

  onModuleInit(): void {
    this.jobs.add({ name: 'freeze-restored', everyMs: EVERY_MS, run: () => this.run() });
  }

  async run(): Promise<void> {
    await this.asking.carryOut(() => this.facts.execute());
    const rows = await this.db.query<Recovery>(RECOVERING);
    const [recovery] = rows;
    if (!recovery) return;
    if (!recovery.isHearing) await this.recoverFacts(recovery);
    await this.freezeAll();
    const [frozen] = await this.db.query(FROZEN);
    if (!frozen) await this.end(recovery);
  }

  /** A later restore keeps its flags for itself. */
  private async recoverFacts({ incarnation }: Recovery): Promise<void> {
    await this.facts.execute();
    await this.db.query('UPDATE service_incarnation SET is_hearing = true WHERE incarnation = $1', [
      incarnation,
    ]);
  }

  /** A reconciliation that is under way began while links were frozen: then the next run asks for one. */
  private async end({ incarnation }: Recovery): Promise<void> {
    try {
      await this.db.transaction(async (tx) => {
        await tx.query('UPDATE service_incarnation SET is_recovering = false WHERE incarnation = $1', [
          incarnation,
        ]);
        await this.reconciliation.execute(tx, BY);
      });
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error;
    }
  }

  private async freezeAll(): Promise<void> {
    for (let after = NO_LINK; ;) {
      const rows = await this.db.query<{ linkId: string }>(FROM_BEFORE, [after]);
      const ids = rows.map(({ linkId }) => linkId);
      if (ids.length === 0) return;
      await this.db.transaction((tx) => this.ledger.commandAll(tx, ids, { kind: 'restored' }, BY));
      after = ids.at(-1) ?? after;
    }
  }
}
