import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '@platform/database';
import type { ProgramProfile } from '../domain/program-profile';
import { isEmail } from '../domain/reachability';
import { InjectProgram } from '../program/program';
import { Mails, type MailDraft } from './mails';
import { noticeSubject } from './notice-subject';

const BATCH = 100;

interface DueNotice {
  id: string;
  kind: string;
  text: MailDraft['text'];
  accountNumber: string | null;
  addresses: string[] | null;
}

// The notice's own address, else its login's; else everyone who answers for the account: its primary contact, and its company
// officers as far as their address is known; else the applicant, or the primary contact of the form.
const DUE = `
  SELECT n.id, n.kind, n.text, n.account_number AS "accountNumber", CASE
    WHEN n.email IS NOT NULL THEN ARRAY[n.email]
    WHEN n.login IS NOT NULL THEN (SELECT array_agg(k.email) FROM known_login k WHERE k.login = n.login AND k.email IS NOT NULL)
    WHEN n.account_number IS NOT NULL THEN (SELECT array_agg(DISTINCT lower(address)) FROM (
      SELECT c->>'email' AS address FROM account a, jsonb_array_elements(a.shared->'contacts') c
        WHERE a.account_number = n.account_number AND (c->>'isPrimaryContact')::boolean
      UNION SELECT coalesce(k.email, x.email) FROM account_access x LEFT JOIN known_login k ON k.login = x.login
        WHERE x.account_number = n.account_number AND x.role = 'OFFICER' AND x.login IS NOT NULL) reached WHERE address IS NOT NULL)
    ELSE (SELECT array_agg(DISTINCT lower(address)) FROM (
      SELECT k.email AS address FROM application p JOIN known_login k ON k.login = p.applicant WHERE p.id = n.application_id
      UNION SELECT c->>'email' FROM application p, jsonb_array_elements(p.form->'common'->'contacts') c
        WHERE p.id = n.application_id AND p.is_entry AND (c->>'isPrimaryContact')::boolean) reached WHERE address IS NOT NULL)
    END AS addresses
  FROM notice n WHERE n.mail_state = 'DUE' ORDER BY n.id LIMIT ${BATCH} FOR UPDATE OF n SKIP LOCKED`;

const SETTLE = `
  UPDATE notice SET mail_state = t.state FROM unnest($1::uuid[], $2::text[]) AS t(id, state) WHERE notice.id = t.id`;

/** Turns notices into mails, one an address. Twice is safe: a notice goes once to an address. */
@Injectable()
export class AddressNotices {
  constructor(
    private readonly db: Database,
    private readonly mails: Mails,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  async execute(): Promise<void> {
    while ((await this.db.transaction((tx) => this.addressBatch(tx))) === BATCH);
  }

  private async addressBatch(tx: Tx): Promise<number> {
    const due: DueNotice[] = await tx.query(DUE);
    if (due.length === 0) return 0;
    const drafts = due.map((notice) => this.draftsOf(notice));
    await this.mails.queue(tx, drafts.flat());
    const states = drafts.map(({ length }) => (length > 0 ? 'QUEUED' : 'NO_ADDRESS'));
    await tx.query(SETTLE, [due.map(({ id }) => id), states]);
    return due.length;
  }

  private draftsOf({ id, kind, text, accountNumber, addresses }: DueNotice): MailDraft[] {
    const subject = noticeSubject(kind, this.profile.name, accountNumber ?? undefined);
    return (addresses ?? []).filter(isEmail).map((to) => ({ to, subject, text, noticeId: id }));
  }
}
