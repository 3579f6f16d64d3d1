import { Injectable } from '@nestjs/common';
import type { Caller } from '@platform/auth/caller';
import { Database, type Tx } from '@platform/database';
import { decodeCursor, pageOf, type Page, type PageQuery } from '@platform/http/pagination';
import { In, IsNull, LessThan } from 'typeorm';
import { Accounts } from '../account/accounts';
import type { ApplicationForm } from '../domain/application-form';
import type { ApplicationRecord } from '../domain/application-record';
import type { EligibilityFinding, ProgramProfile } from '../domain/program-profile';
import { unansweredMusts } from '../domain/security-profile/profile';
import { InjectProgram } from '../program/program';
import { Conversations } from '../record-sync/conversations';
import { RefusedError } from '../refusal/refused.error';
import { ApplicationAccess } from './application-access';
import { APPLICATION_KIND } from './application-flow';
import { viewOf, type ApplicationView } from './application-view';
import { Application } from './application.entity';

/** What an officer sees besides: the program's own eligibility rules, met or not, and every MUST without an answer (SEC-4). */
export type StaffApplicationView = ApplicationView & Assessment;

interface Assessment {
  eligibility: EligibilityFinding[];
  unansweredMusts: string[];
}

/** As the list shows it: a member's form leaves out what its account holds, its name among it. */
export type ListedApplicationView = ApplicationView & { carrierName?: string };

const isId = (value: unknown): value is string => typeof value === 'string';

/** Reads applications: a carrier its own, staff all that are submitted. */
@Injectable()
export class ReadApplications {
  constructor(
    private readonly db: Database,
    private readonly access: ApplicationAccess,
    private readonly accounts: Accounts,
    private readonly conversations: Conversations,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  async one(caller: Caller, id: string): Promise<ApplicationView> {
    const tx = this.db.source.manager;
    const row = await tx.findOneBy(Application, { id });
    if (!row || !(await this.access.isOwn(tx, caller, row))) throw new RefusedError({ code: 'NOT_FOUND' });
    return this.view(tx, row);
  }

  async viewOf(row: Application): Promise<ApplicationView> {
    return this.view(this.db.source.manager, row);
  }

  /** Newest first. */
  async own(caller: Caller, { limit, cursor }: PageQuery): Promise<Page<ApplicationView>> {
    const tx = this.db.source.manager;
    const before = cursor ? { id: LessThan(decodeCursor(cursor, isId)) } : {};
    const accountNumbers = await this.accounts.accessible(tx, caller);
    const where = [
      { applicant: caller.subject, accountNumber: IsNull(), ...before },
      { accountNumber: In(accountNumbers), ...before },
    ];
    return this.page(
      tx,
      await tx.find(Application, { where, order: { id: 'DESC' }, take: limit + 1 }),
      limit,
    );
  }

  async forStaff(id: string): Promise<StaffApplicationView> {
    const tx = this.db.source.manager;
    const row = await tx.findOneBy(Application, { id });
    if (!row || row.state === 'DRAFT') throw new RefusedError({ code: 'NOT_FOUND' });
    const view = await this.view(tx, row);
    return { ...view, ...(await this.assessment(tx, row, view)) };
  }

  async listForStaff(
    { limit, cursor }: PageQuery,
    state: string | undefined,
  ): Promise<Page<ListedApplicationView>> {
    const tx = this.db.source.manager;
    const parameters: unknown[] = [limit + 1, cursor ? decodeCursor(cursor, isId) : null, state ?? null];
    const ids: { id: string }[] = await tx.query(
      `SELECT id FROM application WHERE state <> 'DRAFT' AND ($2::uuid IS NULL OR id < $2::uuid) AND ($3::text IS NULL OR state = $3)
       ORDER BY id DESC LIMIT $1`,
      parameters,
    );
    const rows = await tx.find(Application, {
      where: { id: In(ids.map(({ id }) => id)) },
      order: { id: 'DESC' },
    });
    const page = await this.page(tx, rows, limit);
    return { ...page, items: await this.named(tx, page.items) };
  }

  private async named(tx: Tx, views: readonly ApplicationView[]): Promise<ListedApplicationView[]> {
    const names = await this.accounts.namesOf(
      tx,
      views.flatMap(({ accountNumber }) => accountNumber ?? []),
    );
    return views.map((view) => ({
      ...view,
      carrierName: view.form.common?.legalName ?? names.get(view.accountNumber ?? ''),
    }));
  }

  private async page(tx: Tx, rows: Application[], limit: number): Promise<Page<ApplicationView>> {
    const { items, next } = pageOf(rows, limit, ({ id }) => id);
    const views: ApplicationView[] = [];
    for (const row of items) views.push(await this.view(tx, row));
    return next === undefined ? { items: views } : { items: views, next };
  }

  private async view(tx: Tx, row: Application): Promise<ApplicationView> {
    const heard = row.standalone
      ? undefined
      : await this.conversations.heard<ApplicationRecord>(tx, APPLICATION_KIND, row.id);
    return viewOf(row, this.profile, heard);
  }

  private async assessment(tx: Tx, row: Application, view: ApplicationView): Promise<Assessment> {
    const account = row.accountNumber ? await this.accounts.find(tx, row.accountNumber) : null;
    const common =
      view.form.common ?? (account && { ...account.shared, lineOfBusiness: row.progress.lineOfBusiness });
    // A form that has not crossed, or no longer does, cannot be assessed.
    if (!common || !view.form.attestations) return { eligibility: [], unansweredMusts: [] };
    const form = { ...view.form, common } as ApplicationForm;
    return {
      eligibility: this.profile.assessEligibility(form),
      unansweredMusts: unansweredMusts(form.common.securityProfile).map(({ id }) => id),
    };
  }
}
