import { Injectable, type OnModuleInit } from '@nestjs/common';
import { MessageRetention } from '@messaging/retention/message-retention';
import type { Envelope } from '@peer-contract/envelope';
import type { Tx } from '@platform/database';
import { AuditLog, type ActingParty } from '../audit/audit-log';
import { Cases } from '../casework/cases';
import type { LinkCopy, LinkRecord } from '../domain/link/record';
import { isDisputeUpheld } from '../domain/link/token';
import { Conversations, type Word } from '../record-sync/conversations';
import { LINK_KIND, LinkLedger } from './link-ledger';

const REASON = 'DISPUTE_UPHELD';

// A recognition names no link: it is about a validation of an account whose latest link is meant.
const ABOUT_UPHELD = `
  WITH word AS (
    SELECT w.id, coalesce(w.link_id, (SELECT l.link_id::text FROM validation v JOIN link l ON l.local_account_number = v.account_number
      WHERE v.id::text = w.subject ORDER BY l.link_id DESC LIMIT 1)) AS link_id
    FROM jsonb_to_recordset($1) AS w(id text, subject text, link_id text))
  SELECT w.id FROM word w JOIN link l ON l.link_id = w.link_id::uuid
  WHERE l.copy->'own'->>'wantEnd' = '${REASON}' OR l.copy->'mirror'->>'wantEnd' = '${REASON}'`;

/** Kinds of record by which one program tells the other of the company itself; their subjects are their own but for the first. */
const OF_THE_COMPANY: readonly string[] = ['differences', 'document', 'edit-draft', 'validation'];

/** The link that a word is about, where it says so. */
const linkIn = ({ kind, subject, record }: Envelope): unknown =>
  kind === 'differences' ? subject : (record as { linkId?: unknown }).linkId;

/** Told while the words are still here: what else they have brought, by their subjects. */
type Forgetting = (tx: Tx, own: LinkRecord, words: readonly Word[]) => Promise<void>;

/**
 * DISP-3: once "not my company" was upheld, what one company's program has said of it over the link is gone at the other: documents,
 * validations, edits and differences with their words, and the shared data from every message. That there was a link, under which
 * numbers, with which receipts and signatures, stays; a message that was sent keeps the hash of its text. The form of an application
 * stays: both accounts were opened with it. So does the audit, which says of every change what it was, and only to officers who may read it.
 */
@Injectable()
export class UpheldDisputes implements OnModuleInit {
  private readonly followers: Forgetting[] = [];

  constructor(
    private readonly ledger: LinkLedger,
    private readonly conversations: Conversations,
    private readonly messages: MessageRetention,
    private readonly cases: Cases,
    private readonly audit: AuditLog,
  ) {}

  /** In the transaction that upholds, and again in the one that hears of it or of the end. */
  onModuleInit(): void {
    this.ledger.followTurns(async (tx, copies, by) => {
      for (const copy of copies) if (isDisputeUpheld(copy)) await this.forget(tx, copy, by);
    });
  }

  /** Registers a capability that keeps what such words have brought. */
  follow(follower: Forgetting): void {
    this.followers.push(follower);
  }

  /** Of the peer's words those about a link whose dispute was upheld: they come too late, and are not taken. */
  async among(tx: Tx, words: readonly Envelope[]): Promise<ReadonlySet<string>> {
    const told = words.filter(({ kind }) => OF_THE_COMPANY.includes(kind));
    const asked = told.map((word) => ({ id: word.id, subject: word.subject, link_id: linkIn(word) }));
    if (asked.length === 0) return new Set();
    const rows: { id: string }[] = await tx.query(ABOUT_UPHELD, [JSON.stringify(asked)]);
    return new Set(rows.map(({ id }) => id));
  }

  /** Scenario 4 has no form: its application, and the check of its code, name identifiers by which either program knows its member. */
  private async forgetIdentifiers(tx: Tx, applicationId: string): Promise<void> {
    const checks = await this.conversations.wordsForApplication(tx, 'code-check', applicationId);
    for (const word of [{ kind: 'application', subject: applicationId }, ...checks]) {
      await this.conversations.emptyPart(tx, word, 'identifiers');
      await this.messages.cutOut(tx, word, 'identifiers', {});
    }
  }

  private async forget(tx: Tx, { own }: LinkCopy<unknown>, by: ActingParty): Promise<void> {
    const { linkId } = own;
    const words = await this.conversations.wordsOfLink(tx, OF_THE_COMPANY, linkId);
    for (const follower of this.followers) await follower(tx, own, words);
    await this.conversations.forgetWords(tx, words);
    const given = await this.messages.giveUp(tx, words, REASON);
    const cut = await this.messages.cutOut(tx, { kind: LINK_KIND, subject: linkId }, 'data');
    if (own.flow === 'BOTH') await this.forgetIdentifiers(tx, own.applicationId);
    for (const id of given)
      await this.cases.closeOpen(
        tx,
        { kind: 'PARKED_MESSAGE', subjectId: id },
        { choice: 'DISCARD', reason: REASON },
        by,
      );
    if (words.length + cut === 0) return;
    const after = { words: words.length, messages: given.length + cut };
    await this.audit.append(tx, [
      { by, action: 'link.data-forgotten', subjectKind: 'link', subjectId: linkId, reason: REASON, after },
    ]);
  }
}
