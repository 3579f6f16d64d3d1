import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Tx } from '@platform/database';
import { isLive, isPaused } from '../domain/link/token';
import { LinkLedger } from '../linking/link-ledger';
import { UpheldDisputes } from '../linking/upheld-disputes';
import { Conversations } from '../record-sync/conversations';
import {
  recordOf,
  VALIDATION_KIND,
  wordsOfClient,
  type ClientRecord,
  type PerformedRecord,
  type SharedUnder,
  type ValidationRecord,
} from './validation-record';
import { Validation } from './validation.entity';

/** What the peer's word has changed here, for who follows it up. */
export type HeardValidation = (
  tx: Tx,
  row: Validation,
  before: Pick<Validation, 'state' | 'recognition'> | undefined,
) => Promise<void>;

type Sharing = SharedUnder & { readonly isPaused: boolean };

// The live link; before there is one the open application under whose consent facts cross. An ended link shares nothing more.
const SHARED_WITH = `
  SELECT l.link_id::text AS "linkId", l.application_id::text AS "applicationId",
    jsonb_array_length(l.copy->'own'->'pauses') > 0 OR coalesce(jsonb_array_length(l.copy->'mirror'->'pauses') > 0, false) AS "isPaused"
  FROM link l WHERE l.local_account_number = $1 AND l.live
  UNION ALL
  SELECT NULL, a.id::text, false FROM application a
  WHERE a.account_number = $1 AND NOT a.standalone AND a.state IN ('IN_REVIEW', 'INFO_REQUESTED')
  LIMIT 1`;

const LOCAL_ACCOUNT = `
  SELECT local_account_number AS number FROM link WHERE link_id::text = $1
  UNION ALL SELECT account_number FROM application WHERE id::text = $2 AND account_number IS NOT NULL LIMIT 1`;

const NOT_ADOPTED = `SELECT subject, record FROM heard_record h
  WHERE kind = 'validation' AND record->>'applicationId' = $1 AND NOT EXISTS (SELECT 1 FROM validation v WHERE v.id::text = h.subject)`;

/** What people have written in a validation; the rest of its facts are dates and codes. */
const WRITTEN = ['summary', 'findings', 'requiredActions', 'responses', 'answers', 'cancelReason'];
const FORGET_OTHERS = `
  UPDATE validation SET facts = CASE WHEN performed_here THEN facts ELSE facts - $2::text[] END, client_response = NULL, version = version + 1
  WHERE id = ANY ($1::uuid[])`;

/** The table of validations: its only writer, and the only one that says them to the peer. */
@Injectable()
export class Validations implements OnModuleInit {
  private readonly followers: HeardValidation[] = [];

  constructor(
    private readonly conversations: Conversations,
    private readonly ledger: LinkLedger,
    private readonly disputes: UpheldDisputes,
  ) {}

  /** What a pause held back is said when it is over; of another company's validation only its dates and its outcome stay. */
  onModuleInit(): void {
    this.disputes.follow(async (tx, _own, words) => {
      const ids = words.filter(({ kind }) => kind === VALIDATION_KIND).map(({ subject }) => subject);
      await tx.query(FORGET_OTHERS, [ids, WRITTEN]);
    });
    this.ledger.followTurns(async (tx, copies) => {
      const open = copies.filter((copy) => isLive(copy) && !isPaused(copy));
      await this.sayWithheld(
        tx,
        open.map(({ own }) => own.accountNumber),
      );
    });
  }

  /** Registers a capability that must know of the peer's word on a validation. */
  onHeard(follower: HeardValidation): void {
    this.followers.push(follower);
  }

  async find(tx: Tx, id: string): Promise<Validation | null> {
    return tx.findOneBy(Validation, { id });
  }

  async lock(tx: Tx, id: string): Promise<Validation | null> {
    return tx.findOne(Validation, { where: { id }, lock: { mode: 'pessimistic_write' } });
  }

  async ofAccount(tx: Tx, accountNumber: string): Promise<Validation[]> {
    return tx.find(Validation, { where: { accountNumber }, order: { id: 'ASC' } });
  }

  async insert(tx: Tx, row: Validation): Promise<void> {
    await tx.insert(Validation, row);
    await this.say(tx, row);
  }

  async store(tx: Tx, row: Validation, changed: Partial<Validation>): Promise<void> {
    Object.assign(row, changed, { version: row.version + 1 });
    await tx.update(Validation, { id: row.id }, { ...changed, version: row.version });
    await this.say(tx, row);
  }

  /** A member's validations are said to the program that it joins, when the application enters review. */
  async sayOfAccount(tx: Tx, accountNumber: string): Promise<void> {
    for (const row of await this.ofAccount(tx, accountNumber)) if (row.performedHere) await this.say(tx, row);
  }

  /** Keeps what the peer says of a validation, for the account of the same link or application; waits while there is none yet. */
  async keepHeard(tx: Tx, id: string, record: ValidationRecord): Promise<void> {
    const row = await this.lock(tx, id);
    if (!record.performer) return this.keepClientWord(tx, row, record);
    const { state, facts } = record;
    const before = row && { state: row.state, recognition: row.recognition };
    if (row?.performedHere === true) return;
    if (row) await this.keep(tx, row, { state, facts });
    const kept = row ?? (await this.insertHeard(tx, id, record));
    if (kept) await this.tellFollowers(tx, kept, before ?? undefined);
  }

  /**
   * VAL-14: after a restore a validation done here stands again as the peer had heard of it, with the recognition that it says; one done
   * there has this side's recognition again. Answers the row, or undefined where its account is not here.
   */
  async restore(
    tx: Tx,
    id: string,
    own: ValidationRecord,
    theirs: ValidationRecord | undefined,
  ): Promise<Validation | undefined> {
    const known = await this.lock(tx, id);
    const words = theirs ? [own, theirs] : [own];
    const performed = words.find((word) => word.performer);
    const row = known ?? (performed && (await this.insertHeard(tx, id, performed)));
    if (!row) return undefined;
    const answer = words.find((word) => !word.performer);
    await this.keep(tx, row, {
      performedHere: own.performer,
      ...(performed ? { state: performed.state, facts: performed.facts } : {}),
      ...(answer ? wordsOfClient(answer) : {}),
    });
    return row;
  }

  /** Adds validations that were heard before this side had an account to add them to. Twice changes nothing. */
  async adopt(tx: Tx, applicationId: string): Promise<void> {
    const heard: { subject: string; record: PerformedRecord }[] = await tx.query(NOT_ADOPTED, [
      applicationId,
    ]);
    for (const { subject, record } of heard) {
      const row = await this.insertHeard(tx, subject, record);
      if (row) await this.tellFollowers(tx, row, undefined);
    }
  }

  private async keepClientWord(tx: Tx, row: Validation | null, record: ClientRecord): Promise<void> {
    if (!row?.performedHere) return;
    const before = { state: row.state, recognition: row.recognition };
    await this.keep(tx, row, wordsOfClient(record));
    await this.tellFollowers(tx, row, before);
  }

  /** What was heard is stored and not said back. */
  private async keep(tx: Tx, row: Validation, changed: Partial<Validation>): Promise<void> {
    Object.assign(row, changed, { version: row.version + 1 });
    await tx.update(Validation, { id: row.id }, { ...changed, version: row.version });
  }

  /** The account here that a validation is about, by its link or its application. */
  async accountOf(tx: Tx, { linkId, applicationId }: PerformedRecord): Promise<string | undefined> {
    const [local]: { number: string }[] = await tx.query(LOCAL_ACCOUNT, [
      linkId ?? null,
      applicationId ?? null,
    ]);
    return local?.number;
  }

  private async insertHeard(tx: Tx, id: string, record: PerformedRecord): Promise<Validation | undefined> {
    const { linkId = null, applicationId = null, kind, state, facts } = record;
    const accountNumber = await this.accountOf(tx, record);
    if (accountNumber === undefined) return undefined;
    const row: Validation = {
      ...{ id, accountNumber, applicationId, linkId, performedHere: false, kind, state, facts },
      ...{ recognition: null, clientResponse: null, withheld: false, version: 1 },
      createdAt: new Date(facts.plannedOn),
    };
    await tx.insert(Validation, row);
    return row;
  }

  private async tellFollowers(
    tx: Tx,
    row: Validation,
    before: Parameters<HeardValidation>[2],
  ): Promise<void> {
    for (const follower of this.followers) await follower(tx, row, before);
  }

  private async sayWithheld(tx: Tx, accountNumbers: readonly string[]): Promise<void> {
    if (accountNumbers.length === 0) return;
    const rows: { id: string }[] = await tx.query(
      'SELECT id FROM validation WHERE withheld AND account_number = ANY ($1) ORDER BY id',
      [accountNumbers],
    );
    for (const { id } of rows) {
      const row = await this.lock(tx, id);
      if (row) await this.say(tx, row);
    }
  }

  private async say(tx: Tx, row: Validation): Promise<void> {
    if (!row.performedHere && !row.recognition && !row.clientResponse) return;
    const [shared]: Sharing[] = await tx.query(SHARED_WITH, [row.accountNumber]);
    if (!shared) return;
    await this.withhold(tx, row, shared.isPaused);
    if (!shared.isPaused) await this.conversations.say(tx, VALIDATION_KIND, row.id, recordOf(row, shared));
  }

  private async withhold(tx: Tx, row: Validation, withheld: boolean): Promise<void> {
    if (row.withheld === withheld) return;
    row.withheld = withheld;
    await tx.update(Validation, { id: row.id }, { withheld });
  }
}
