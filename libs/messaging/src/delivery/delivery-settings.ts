/** Times are milliseconds of the machine's clock: retries have nothing to do with business dates. */
export interface DeliverySettings {
  /**
   * Messages in one batch, which shares the signature, a dozen statements and the commit. With 200 a message cost a tenth less; but then,
   * while both services exchanged applications, a few submissions were answered 503, as with 100 none was.
   */
  readonly batchSize: number;
  /** A batch is closed before it grows beyond this, so that it stays far below the receiver's limit. */
  readonly batchBytes: number;
  /** Batches in flight at once: while the peer works on one, the next is claimed and signed. */
  readonly lanes: number;
  readonly requestTimeoutMs: number;
  /** How long a claim holds after its process died. Longer than a request may take, or a slow answer is sent twice. */
  readonly leaseMs: number;
  /** Failed requests in a row that open the circuit breaker. */
  readonly failuresToOpen: number;
  /** How often an open breaker asks whether the peer is back. */
  readonly probeEveryMs: number;
  readonly sweepEveryMs: number;
  /** How often the schedule is put into the queue again, in case the queue was emptied. */
  readonly registerEveryMs: number;
}

export const DEFAULT_DELIVERY: DeliverySettings = {
  batchSize: 100,
  batchBytes: 2 * 1024 * 1024,
  lanes: 2,
  requestTimeoutMs: 10_000,
  leaseMs: 30_000,
  failuresToOpen: 2,
  probeEveryMs: 2_000,
  sweepEveryMs: 5_000,
  registerEveryMs: 60_000,
};
