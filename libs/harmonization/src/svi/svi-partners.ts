import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Caller } from '@platform/auth/caller';
import { Clock } from '@platform/clock';
import type { Tx } from '@platform/database';
import type { ProgramProfile } from '../domain/program-profile';
import { SVI_RANDOM_BYTES, SVI_SCOPE, sviNumberOf, sviStatusOf } from '../domain/status-verification';
import { InjectProgram } from '../program/program';
import { found } from '../refusal/found';
import { SviNumber } from './svi.entity';

/** What a partner learns of another one. */
export interface Partner {
  number: string;
  name: string;
  tradeName?: string;
  category: string;
  status: 'CERTIFIED';
}

const CONSENTING = (account: string): string => `EXISTS (SELECT 1 FROM consent c
  WHERE c.account_number = ${account} AND c.scope = '${SVI_SCOPE}' AND c.withdrawn_at IS NULL)`;

// One statement whatever the number is: unknown, not certified and not consenting take the same time and say the same.
const PARTNERS = `
  SELECT n.number, a.shared->>'legalName' AS name, a.shared->>'tradeName' AS "tradeName", a.line_of_business AS category
  FROM svi_number n JOIN account a ON a.account_number = n.account_number
  WHERE n.number = ANY ($1::text[]) AND a.status = ANY ($2::text[]) AND ${CONSENTING('a.account_number')}`;

const ACTING = `
  SELECT a.account_number AS "accountNumber" FROM account a
  WHERE a.account_number IN (SELECT account_number FROM account_access WHERE login = $1 OR email = $2)
    AND a.status = ANY ($3::text[]) AND ${CONSENTING('a.account_number')}
  ORDER BY a.account_number LIMIT 1`;

const WATCHERS = `
  SELECT m.account_number AS "accountNumber", m.number FROM svi_monitored m JOIN svi_number n ON n.number = m.number
  WHERE n.account_number = $1 AND ${CONSENTING('n.account_number')} AND ${CONSENTING('m.account_number')} ORDER BY m.account_number`;

/** Partners as others may see them. */
@Injectable()
export class SviPartners {
  private readonly certified: readonly string[];

  constructor(
    private readonly clock: Clock,
    @InjectProgram() { lifeCycle }: ProgramProfile,
  ) {
    const statuses = Object.entries(lifeCycle.wire);
    this.certified = statuses
      .filter(([, wire]) => sviStatusOf(wire) === 'CERTIFIED')
      .map(([status]) => status);
  }

  /** SVI-1: certified, consenting partners of these numbers; of any other nothing. */
  async find(tx: Tx, numbers: readonly string[]): Promise<Partner[]> {
    const rows: (Partner & { tradeName: string | null })[] = await tx.query(PARTNERS, [
      numbers,
      this.certified,
    ]);
    return rows.map(({ tradeName, ...row }) => ({
      ...row,
      ...(tradeName ? { tradeName } : {}),
      status: 'CERTIFIED' as const,
    }));
  }

  /** The account for which the caller looks others up: its first that is certified and has consented. */
  async actingFor(tx: Tx, { subject, email }: Caller): Promise<string | undefined> {
    const values = [subject, email?.toLowerCase() ?? null, this.certified];
    const [row]: { accountNumber: string }[] = await tx.query(ACTING, values);
    return row?.accountNumber;
  }

  async watchersOf(tx: Tx, accountNumber: string): Promise<{ accountNumber: string; number: string }[]> {
    return tx.query(WATCHERS, [accountNumber]);
  }

  /** SVI-3: the account's number; issued when it is first asked for, the same ever after. */
  async numberOf(tx: Tx, accountNumber: string): Promise<string> {
    const number = sviNumberOf(randomBytes(SVI_RANDOM_BYTES));
    const row = { accountNumber, number, issuedAt: this.clock.now() };
    await tx.createQueryBuilder().insert().into(SviNumber).values(row).orIgnore().execute();
    return found(await tx.findOneBy(SviNumber, { accountNumber })).number;
  }
}
