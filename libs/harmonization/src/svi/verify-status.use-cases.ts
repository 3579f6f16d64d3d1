import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Caller } from '@platform/auth/caller';
import { Clock } from '@platform/clock';
import { Database, type Tx } from '@platform/database';
import { decodeCursor, pageOf, type Page } from '@platform/http/pagination';
import { MoreThan } from 'typeorm';
import type { Account } from '../account/account.entity';
import { AccountStanding } from '../account/account-standing';
import { Accounts } from '../account/accounts';
import { AuditLog } from '../audit/audit-log';
import type { WireStatus } from '../domain/life-cycle';
import type { ProgramProfile } from '../domain/program-profile';
import { LOOK_UPS_AN_HOUR, sviStatusOf, type SviStatus } from '../domain/status-verification';
import { Notices } from '../notice/notices';
import { InjectProgram } from '../program/program';
import { found } from '../refusal/found';
import { RefusedError } from '../refusal/refused.error';
import { SviMonitored } from './svi.entity';
import { SviPartners, type Partner } from './svi-partners';

/** A watched partner: what is seen of it now, or only its number where it is not to be seen. */
export type Watched = Partner | { number: string; status: 'NOT_VERIFIABLE' };

const HOUR_MS = 60 * 60_000;
const isNumber = (value: unknown): value is string => typeof value === 'string';

const COUNT = `INSERT INTO svi_use AS u (login, hour, uses) VALUES ($1, $2, 1)
  ON CONFLICT (login, hour) DO UPDATE SET uses = u.uses + 1 RETURNING uses`;

/** Status verification between consenting, certified partners, where the program proves membership that way. */
@Injectable()
export class VerifyStatus implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly partners: SviPartners,
    private readonly accounts: Accounts,
    private readonly standing: AccountStanding,
    private readonly notices: Notices,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  onModuleInit(): void {
    this.standing.follow((tx, account) => this.tellWatchers(tx, account));
  }

  /** Refuses: SVI_LIMIT_REACHED (429), SVI_CONSENT_MISSING; NOT_FOUND alike for unknown, not certified and not consenting. */
  async lookUp(caller: Caller, number: string): Promise<Partner> {
    const tx = this.db.source.manager;
    await this.requireActing(tx, caller);
    await this.count(caller);
    const [partner] = await this.partners.find(tx, [number]);
    return found(partner);
  }

  /** The caller's own number and status, also where the other program hosts the account. */
  async own(caller: Caller, accountNumber: string): Promise<{ number: string; status: SviStatus }> {
    this.requireOffered();
    return this.db.transaction(async (tx) => {
      const isOwn = await this.accounts.mayAct(tx, caller, accountNumber);
      const account = found(isOwn ? await this.accounts.find(tx, accountNumber) : null);
      const status = sviStatusOf(this.standing.wireStatus(account));
      if (status === 'NOT_CERTIFIED') throw new RefusedError({ code: 'ACCOUNT_NOT_ACTIVE' });
      return { number: await this.partners.numberOf(tx, accountNumber), status };
    });
  }

  /** Watches a partner; twice is once. Refuses as `lookUp` does. */
  async watch(tx: Tx, caller: Caller, number: string): Promise<Partner> {
    const accountNumber = await this.requireActing(tx, caller);
    await this.count(caller);
    const partner = found((await this.partners.find(tx, [number]))[0]);
    const row = { accountNumber, number, addedBy: caller.subject, addedAt: this.clock.now() };
    await tx.createQueryBuilder().insert().into(SviMonitored).values(row).orIgnore().execute();
    await this.note(tx, caller, accountNumber, { action: 'svi.watched', after: { number } });
    return partner;
  }

  /** What was watched is watched no more; what was not stays so. */
  async unwatch(caller: Caller, number: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      const accountNumber = await this.requireActing(tx, caller);
      const { affected } = await tx.delete(SviMonitored, { accountNumber, number });
      if (affected)
        await this.note(tx, caller, accountNumber, { action: 'svi.unwatched', before: { number } });
    });
  }

  async watched(caller: Caller, limit: number, cursor?: string): Promise<Page<Watched>> {
    const tx = this.db.source.manager;
    const accountNumber = await this.requireActing(tx, caller);
    const after = cursor ? { number: MoreThan(decodeCursor(cursor, isNumber)) } : {};
    const rows = await tx.find(SviMonitored, {
      where: { accountNumber, ...after },
      order: { number: 'ASC' },
      take: limit + 1,
    });
    const numbers = rows.map(({ number }) => number);
    const visible = new Map(
      (await this.partners.find(tx, numbers)).map((partner) => [partner.number, partner]),
    );
    const items = numbers.map(
      (number) => visible.get(number) ?? { number, status: 'NOT_VERIFIABLE' as const },
    );
    return pageOf(items, limit, ({ number }) => number);
  }

  /** In the transaction of the change, after the carrier's own notice; said only where what others see has changed. */
  private async tellWatchers(tx: Tx, account: Account): Promise<void> {
    const rows: { wire: WireStatus }[] = await tx.query(
      'SELECT wire_status AS wire FROM account_status_change WHERE account_number = $1 ORDER BY id DESC LIMIT 2',
      [account.accountNumber],
    );
    const [now, before] = rows.map(({ wire }) => sviStatusOf(wire));
    if (!now || !before || now === before) return;
    for (const { accountNumber, number } of await this.partners.watchersOf(tx, account.accountNumber)) {
      const text =
        now === 'CERTIFIED'
          ? {
              en: `Partner ${number} is certified again.`,
              fr: `Le partenaire ${number} est de nouveau certifié.`,
            }
          : {
              en: `Partner ${number} is no longer certified.`,
              fr: `Le partenaire ${number} n’est plus certifié.`,
            };
      await this.notices.write(tx, {
        kind: 'SVI_STATUS',
        accountNumber,
        text,
        facts: { number, status: now },
      });
    }
  }

  private async requireActing(tx: Tx, caller: Caller): Promise<string> {
    this.requireOffered();
    const accountNumber = await this.partners.actingFor(tx, caller);
    if (!accountNumber) throw new RefusedError({ code: 'SVI_CONSENT_MISSING' });
    return accountNumber;
  }

  private requireOffered(): void {
    if (this.profile.statusProof !== 'STATUS_VERIFICATION') throw new RefusedError({ code: 'NOT_FOUND' });
  }

  /** SVI-2: every try counts, found or not: outside any transaction that a refusal would take back. */
  private async count({ subject }: Caller): Promise<void> {
    const now = this.clock.now().getTime();
    const hour = new Date(now - (now % HOUR_MS));
    const [{ uses } = { uses: 0 }] = await this.db.query<{ uses: number }>(COUNT, [subject, hour]);
    if (uses > LOOK_UPS_AN_HOUR)
      throw new RefusedError({ code: 'SVI_LIMIT_REACHED', facts: { limitPerHour: LOOK_UPS_AN_HOUR } });
  }

  private async note(
    tx: Tx,
    caller: Caller,
    subjectId: string,
    fact: { action: string; before?: unknown; after?: unknown },
  ): Promise<void> {
    const by = { actor: caller.subject, role: caller.roles[0] ?? 'CARRIER' };
    await this.audit.append(tx, [{ by, subjectKind: 'account', subjectId, ...fact }]);
  }
}
