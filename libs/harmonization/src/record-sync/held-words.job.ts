/*
 * What: what waits at the gate for a consent or an arrangement (GATE-2) is asked about again as soon as the consent is given again, and
 * given up once the link or the application that it is about is over: nothing of it may ever leave any more (GATE-3).
 * Who queues it: the scheduler, every hour. Twice is safe: what was given up is not found again, nor is what leaves meanwhile.
 * What had been tried before may have been heard: it stays said until a reconciliation tells that it was not (`GivenUpWords`).
 * Gives up: never; what could not be given up is found again at the next run.
 */
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HeldMessages } from '@messaging/held/held-messages';
import type { LeavingMessage } from '@messaging/inbox';
import { ScheduledJobs } from '@messaging/scheduled-jobs';
import type { Envelope } from '@peer-contract/envelope';
import { Database, type Tx } from '@platform/database';
import { asSystem, AuditLog } from '../audit/audit-log';
import { CLOSED_APPLICATION_STATES } from '../domain/application-record';
import type { LinkRecord } from '../domain/link/record';
import { LinkLedger } from '../linking/link-ledger';
import type { LinkChange } from '../linking/links';
import { Conversations } from './conversations';

const HOURLY = 3_600_000;
const BATCH = 200;
const BY = asSystem('held-words');
const OVER = 'LINK_ENDED';
const FIRST = '00000000-0000-0000-0000-000000000000';

// Differences are about the link that they name, documents and edits say theirs; a validation crosses for its account's link or
// application, an application for itself and then for the link that it has led to.
const OVER_NOW = `
  WITH held AS (
    SELECT h.id, coalesce(v.account_number, a.account_number) AS account_number, a.id AS application_id,
      coalesce(CASE WHEN h.kind = 'differences' THEN h.subject END, h.link_id, a.progress->>'linkId') AS link_id
    FROM jsonb_to_recordset($1) AS h(id uuid, kind text, subject text, link_id text)
      LEFT JOIN validation v ON h.kind = 'validation' AND v.id::text = h.subject
      LEFT JOIN application a ON h.kind = 'application' AND a.id::text = h.subject)
  SELECT id FROM held h
  WHERE NOT EXISTS (SELECT 1 FROM link l WHERE l.live AND (l.link_id::text = h.link_id OR l.local_account_number = h.account_number))
    AND NOT EXISTS (SELECT 1 FROM application a WHERE (a.id = h.application_id OR a.account_number = h.account_number)
      AND a.state <> ALL ($2::text[]))`;

@Injectable()
export class HeldWords implements OnModuleInit {
  constructor(
    private readonly jobs: ScheduledJobs,
    private readonly db: Database,
    private readonly messages: HeldMessages,
    private readonly ledger: LinkLedger,
    private readonly conversations: Conversations,
    private readonly audit: AuditLog,
  ) {}

  onModuleInit(): void {
    this.jobs.add({ name: 'held-words', everyMs: HOURLY, run: () => this.run() });
    this.ledger.followTurns(async (tx, _copies, _by, changes) => {
      if (changes.some(mayOpenGate)) await this.messages.wake(tx);
    });
  }

  async run(): Promise<void> {
    let after = FIRST;
    for (;;) {
      const found = await this.messages.page(BATCH, after);
      if (found.length > 0) await this.db.transaction((tx) => this.giveUpOver(tx, found));
      if (found.length < BATCH) return;
      after = found.at(-1)?.id ?? after;
    }
  }

  private async giveUpOver(tx: Tx, found: readonly LeavingMessage[]): Promise<void> {
    const envelopes = found.map(({ json }) => JSON.parse(json) as Envelope);
    const asked = envelopes.map(({ id, kind, subject, record }) => ({
      ...{ id, kind, subject, link_id: (record as { linkId?: string }).linkId },
    }));
    const over: { id: string }[] = await tx.query(OVER_NOW, [
      JSON.stringify(asked),
      CLOSED_APPLICATION_STATES,
    ]);
    const ids = over.map(({ id }) => id);
    const given = new Set(await this.messages.giveUp(tx, ids, BY.actor, OVER));
    for (const envelope of envelopes.filter(({ id }) => given.has(id))) await this.takeBack(tx, envelope);
  }

  /** What never left was never said: the next word, perhaps for another link, goes on from what did. */
  private async takeBack(tx: Tx, message: Envelope): Promise<void> {
    const { id, kind, subject, seq } = message;
    const { isUnsure, last } = await this.messages.sentBefore(tx, message);
    if (!isUnsure) await this.conversations.unsay(tx, message, last);
    await this.audit.append(tx, [
      {
        ...{ by: BY, action: 'message.given-up', subjectKind: 'message', subjectId: id, reason: OVER },
        after: { kind, about: subject, seq },
      },
    ]);
  }
}

const isClosed = ({ pauses }: LinkRecord): boolean => pauses.includes('CONSENT_WITHDRAWN');

/** The consent has been given again. An arrangement opens every link's gate at once: what waited for that is found within the minute. */
const mayOpenGate = ({ before, after }: LinkChange): boolean =>
  before !== undefined && isClosed(before.own) && !isClosed(after.own);
