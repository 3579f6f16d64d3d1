import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Tx } from '@platform/database';
import { AccountStanding } from '../account/account-standing';
import { dueDatesOf, type DueDate, type DutyFacts } from '../domain/due-dates';
import { wireOf } from '../domain/life-cycle';
import type { ProgramProfile } from '../domain/program-profile';
import { InjectProgram } from '../program/program';

type FactsRow = Omit<DutyFacts, 'wire'> & { readonly accountNumber: string; readonly status: string };

/** What is due for one account. */
export interface AccountDuties {
  readonly accountNumber: string;
  readonly due: readonly DueDate[];
}

// Everything that a duty is founded on, for many accounts in one statement; absent facts are null and left out.
const GATHER = `
  SELECT a.account_number AS "accountNumber", a.status,
    (coalesce((SELECT min(p.submitted_at) FROM application p WHERE p.account_number = a.account_number), a.opened_at) AT TIME ZONE $2)::date::text AS "openedOn",
    (SELECT jsonb_object_agg(d.name, d.value) FROM (SELECT DISTINCT ON (name) name, value FROM account_date_change
       WHERE account_number = a.account_number ORDER BY name, id DESC) d) AS dates,
    (SELECT max(signed_in_on)::text FROM carrier_sign_in s WHERE s.account_number = a.account_number) AS "lastSignInOn",
    (SELECT json_build_object('id', r.id, 'on', r.submitted_on) FROM annual_review r
       WHERE r.account_number = a.account_number AND r.state = 'SUBMITTED') AS "submittedReview",
    (SELECT json_build_object('id', v.id, 'on', v.facts->>'responseDueOn') FROM validation v WHERE v.account_number = a.account_number
       AND v.performed_here AND v.state = 'AWAITING_RESPONSE' AND v.facts ? 'responseDueOn' LIMIT 1) AS "awaitedResponse",
    (SELECT json_build_object('id', p.id, 'on', p.due_on) FROM action_plan p
       WHERE p.account_number = a.account_number AND p.state = 'OPEN') AS "actionPlan",
    (SELECT json_build_object('id', p.id, 'on', p.decide_by) FROM appeal p
       WHERE p.account_number = a.account_number AND p.state = 'FILED' LIMIT 1) AS "openAppeal",
    (SELECT c.effective_on::text FROM account_status_change c WHERE c.account_number = a.account_number AND a.status = $3
       ORDER BY c.id DESC LIMIT 1) AS "denialProposedOn"
  FROM account a WHERE a.account_number = ANY ($1) ORDER BY a.account_number`;

const FORGET = `
  DELETE FROM duty d WHERE d.account_number = ANY ($1) AND NOT EXISTS (
    SELECT 1 FROM jsonb_to_recordset($2) AS t("accountNumber" text, duty text, subject text)
    WHERE t."accountNumber" = d.account_number AND t.duty = d.duty AND t.subject = d.subject)`;

const STORE = `
  INSERT INTO duty AS d (account_number, duty, subject, due_on, owed_by)
  SELECT "accountNumber", duty, subject, "on", "owedBy"
  FROM jsonb_to_recordset($1) AS t("accountNumber" text, duty text, subject text, "on" date, "owedBy" text)
  ON CONFLICT (account_number, duty, subject) DO UPDATE SET due_on = excluded.due_on, owed_by = excluded.owed_by
    WHERE (d.due_on, d.owed_by) IS DISTINCT FROM (excluded.due_on, excluded.owed_by)`;

/** Writes down what the engine finds due; the only writer of `duty`. Twice changes nothing. */
@Injectable()
export class Duties implements OnModuleInit {
  constructor(
    private readonly standing: AccountStanding,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  /** A change of status is a change of duties, in the same transaction; everything else is found by the daily scan. */
  onModuleInit(): void {
    this.standing.follow(async (tx, { accountNumber }) => {
      await this.refresh(tx, [accountNumber]);
    });
  }

  /** Works out and stores what is due for these accounts. */
  async refresh(tx: Tx, accountNumbers: readonly string[]): Promise<AccountDuties[]> {
    const found = await this.gather(tx, accountNumbers);
    const rows = found.flatMap(({ accountNumber, due }) => due.map((each) => ({ accountNumber, ...each })));
    const json = JSON.stringify(rows);
    await tx.query(FORGET, [accountNumbers, json]);
    if (rows.length > 0) await tx.query(STORE, [json]);
    return found;
  }

  private async gather(tx: Tx, accountNumbers: readonly string[]): Promise<AccountDuties[]> {
    const { lifeCycle, timeZone, duties } = this.profile;
    const rows: (FactsRow & { dates: object | null })[] = await tx.query(GATHER, [
      accountNumbers,
      timeZone,
      lifeCycle.denialProposed ?? null,
    ]);
    return rows.map(({ accountNumber, status, dates, openedOn, ...running }) => {
      const present = Object.entries({ ...running, ...dates }).filter(([, value]) => value !== null);
      const facts: DutyFacts = {
        ...Object.fromEntries(present),
        wire: wireOf(lifeCycle, status),
        openedOn,
      };
      return { accountNumber, due: dueDatesOf(facts, duties) };
    });
  }
}
