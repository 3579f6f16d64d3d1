import { Inject, Injectable } from '@nestjs/common';
import { Database, type Tx } from '@platform/database';
import { seal, unseal } from '@platform/sealing';
import { v7 as uuidv7 } from 'uuid';
import type { Bilingual } from '../domain/bilingual';
import { mailRetryMinutes } from '../domain/mail-text';
import { CODE_PEPPER } from '../linking/link-codes';
import { Mail } from './mail.entity';

/** What a mail says, in both languages; the language is chosen when it goes. */
export interface MailDraft {
  readonly to: string;
  readonly subject: Bilingual;
  readonly text: Bilingual;
  readonly noticeId?: string;
  /** True where the text holds a one-time code: it is sealed until it goes, and deleted then. */
  readonly isSecret?: boolean;
}

const PURPOSE = 'mail';
const MINUTE = 60_000;
/** Longer than the longest wait for a mail server; then another process may try. */
const LEASE_MS = 3 * MINUTE;

const CLAIM = `
  UPDATE mail SET claimed_until = $2 WHERE id IN (
    SELECT id FROM mail WHERE state = 'PENDING' AND next_attempt_at <= $1 AND (claimed_until IS NULL OR claimed_until <= $1)
    ORDER BY next_attempt_at, id LIMIT $3 FOR UPDATE SKIP LOCKED)
  RETURNING id, notice_id AS "noticeId", to_address AS "toAddress", subject, text, sealed, attempts`;

const SENT = `
  WITH sent AS (UPDATE mail SET state = 'SENT', attempts = attempts + 1, settled_at = $2, claimed_until = NULL, sealed = NULL, last_failure = NULL
    WHERE id = $1 AND state = 'PENDING' RETURNING notice_id)
  UPDATE notice SET mailed_at = coalesce(mailed_at, $3) FROM sent WHERE notice.id = sent.notice_id`;

const FAILED = `
  UPDATE mail SET attempts = attempts + 1, claimed_until = NULL, last_failure = $2, next_attempt_at = coalesce($3::timestamptz, next_attempt_at),
    state = CASE WHEN $3::timestamptz IS NULL THEN 'GIVEN_UP' ELSE 'PENDING' END, settled_at = CASE WHEN $3::timestamptz IS NULL THEN $4::timestamptz END,
    sealed = CASE WHEN $3::timestamptz IS NULL THEN NULL ELSE sealed END
  WHERE id = $1 AND state = 'PENDING'`;

const QUEUE = `
  INSERT INTO mail (id, notice_id, to_address, subject, text, sealed, created_at, next_attempt_at)
  SELECT id, notice_id, to_address, subject, text, sealed, $2, $2
  FROM jsonb_to_recordset($1) AS t(id uuid, notice_id uuid, to_address text, subject jsonb, text jsonb, sealed text)
  ON CONFLICT (notice_id, to_address) WHERE notice_id IS NOT NULL DO NOTHING`;

export type ClaimedMail = Pick<
  Mail,
  'id' | 'noticeId' | 'toAddress' | 'subject' | 'text' | 'sealed' | 'attempts'
>;

/** The table of mails: its only writer. Attempts and leases are the machine's own time. */
@Injectable()
export class Mails {
  constructor(
    private readonly db: Database,
    @Inject(CODE_PEPPER) private readonly secret: string,
  ) {}

  /** Puts mails on their way, in the transaction of what they tell; a notice goes once to an address. */
  async queue(tx: Tx, drafts: readonly MailDraft[]): Promise<void> {
    if (drafts.length === 0) return;
    const rows = drafts.map(({ to, subject, text, noticeId, isSecret }) => ({
      id: uuidv7(),
      notice_id: noticeId,
      to_address: to.toLowerCase(),
      subject,
      ...(isSecret ? { sealed: seal(this.secret, PURPOSE, JSON.stringify(text)) } : { text }),
    }));
    await tx.query(QUEUE, [JSON.stringify(rows), new Date()]);
  }

  /** Mails that are due, held until their lease ends. */
  async claim(limit: number): Promise<ClaimedMail[]> {
    const now = Date.now();
    const [rows] = await this.db.source.query<[ClaimedMail[], number]>(CLAIM, [
      new Date(now),
      new Date(now + LEASE_MS),
      limit,
    ]);
    return rows;
  }

  textOf({ text, sealed }: ClaimedMail): Bilingual {
    return text ?? (JSON.parse(unseal(this.secret, PURPOSE, sealed ?? '')) as Bilingual);
  }

  /** `at` is the business time at which the carrier was told. */
  async storeSent({ id }: ClaimedMail, at: Date): Promise<void> {
    await this.db.query(SENT, [id, new Date(), at]);
  }

  /** Answers false where the mail is given up: for good, or after the last attempt (MAIL-3). */
  async storeFailed({ id, attempts }: ClaimedMail, failure: string, isFinal: boolean): Promise<boolean> {
    const wait = isFinal ? undefined : mailRetryMinutes(attempts + 1);
    const nextAt = wait === undefined ? null : new Date(Date.now() + wait * MINUTE);
    await this.db.query(FAILED, [id, failure.slice(0, 500), nextAt, new Date()]);
    return nextAt !== null;
  }

  async pending(): Promise<number> {
    const [row] = await this.db.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM mail WHERE state = 'PENDING'`,
    );
    return row?.n ?? 0;
  }
}
