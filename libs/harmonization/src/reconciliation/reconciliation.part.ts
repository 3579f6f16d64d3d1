import type { KernelPart } from '../kernel-parts';
import { AnswerDigests } from './answer-digests.use-case';
import { CompareSides } from './compare-sides';
import { ComparedKinds } from './compared-kinds';
import { DigestPeer } from './digest-peer';
import { DigestsController } from './digests.controller';
import { Reconcile } from './reconcile.use-case';
import { Reconciliation, ReconciliationTree } from './reconciliation.entity';
import { Reconciliations } from './reconciliations';
import { ReconciliationsController } from './reconciliations.controller';
import { ReplicaDigests } from './replica-digests';
import { ReplicaEntries } from './replica-entries';
import { RequestReconciliation } from './request-reconciliation.use-case';
import { RunReconciliations } from './run-reconciliations.job';
import { SettleDrift } from './settle-drift';
import { Statements } from './statements';
import { SyncDriftCase } from './sync-drift-case';

/** Both sides' copies compared by digest, drift repaired from the host, the result signed by both. */
export const RECONCILIATION_PART: KernelPart = {
  controllers: [DigestsController, ReconciliationsController],
  providers: [
    AnswerDigests,
    CompareSides,
    ComparedKinds,
    DigestPeer,
    Reconcile,
    Reconciliations,
    ReplicaDigests,
    ReplicaEntries,
    RequestReconciliation,
    RunReconciliations,
    SettleDrift,
    Statements,
    SyncDriftCase,
  ],
  entities: [Reconciliation, ReconciliationTree],
};
