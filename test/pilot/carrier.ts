import { formWith, type CarrierDocument } from '../data/carriers';
import { until, type Session } from './api';
import type { Program, World } from './world';

export interface ApplicationView {
  id: string;
  state: string;
  flow?: string;
  scenario?: number;
  host?: string;
  accountNumber?: string;
  peerAccountNumber?: string;
  linkId?: string;
  asks: { kind: string; program: string }[];
}

export interface AccountView {
  accountNumber: string;
  status: string;
  linkId?: string;
  recordRole: string;
  editable: boolean;
  shared: Record<string, unknown>;
}

export interface LinkView {
  linkId: string;
  phase: string;
  host: string;
  live: boolean;
  paused: boolean;
  epoch: number;
  dataVersion: number;
}

/** What an officer of the carrier does, at either service. */
export class Carrier {
  private constructor(
    readonly document: CarrierDocument,
    private readonly sessions: Map<Program, Session>,
  ) {}

  static async signIn(world: World, document: CarrierDocument): Promise<Carrier> {
    const officer = document.form.common.contacts.find(({ isCompanyOfficer }) => isCompanyOfficer)!;
    const login = officer.email.replace(/[^a-z0-9]+/gi, '-');
    const sessions = await Promise.all(
      [world.ctpat, world.pip].map(
        async (at) => [at, await world.carrier(at, login, officer.email)] as const,
      ),
    );
    return new Carrier(document, new Map(sessions));
  }

  at(program: Program): Session {
    return this.sessions.get(program)!;
  }

  /** Applies to one program only, with what that program asks. */
  async applyAlone(to: Program, common = this.document.form.common): Promise<ApplicationView> {
    const form = { ...formWith(this.document.form, [to.ownSupplement]), common };
    const application = await this.at(to).post<ApplicationView>('/v1/applications', {
      standalone: true,
      form,
    });
    return this.until(
      to,
      application.id,
      'its review',
      ({ state, accountNumber }) => state === 'IN_REVIEW' && accountNumber !== undefined,
    );
  }

  /** Applies once for both programs; a member leaves out what its program holds. */
  async applyForBoth(
    at: Program,
    accountNumber: string | undefined,
    missing: readonly Program[],
  ): Promise<ApplicationView> {
    const form = formWith(
      this.document.form,
      missing.map(({ ownSupplement }) => ownSupplement),
    );
    const { common: _held, ...rest } = form;
    const body = accountNumber ? { accountNumber, form: rest } : { form };
    const application = await this.at(at).post<ApplicationView>('/v1/applications', body);
    return this.until(
      at,
      application.id,
      'its review',
      ({ state, accountNumber: own, peerAccountNumber }) =>
        state === 'IN_REVIEW' && Boolean(own && peerAccountNumber),
    );
  }

  /** Scenario 4: takes a code of one account to the other program. */
  async redeem(
    at: Program,
    accountNumber: string,
    elsewhere: Program,
    peerAccountNumber: string,
  ): Promise<ApplicationView> {
    const { code } = await this.at(elsewhere).post<{ code: string }>(
      `/v1/accounts/${peerAccountNumber}/link-codes`,
    );
    const { consents, attestations } = this.document.form;
    const application = await this.at(at).post<ApplicationView>('/v1/links', {
      accountNumber,
      peerAccountNumber,
      code,
      consents,
      attestations,
    });
    return this.until(at, application.id, 'its link', ({ linkId }) => linkId !== undefined);
  }

  /** Reads the differences, once both sides' values are there, and agrees that the host's win. */
  async acknowledge(at: Program, linkId: string): Promise<number> {
    const session = this.at(at);
    const report = await until(
      'the difference report',
      () => session.get<{ differences: unknown[] }>(`/v1/links/${linkId}/differences`).catch(() => undefined),
      Boolean,
    );
    await session.post(`/v1/links/${linkId}/acknowledge`);
    return report!.differences.length;
  }

  async signTerms(at: Program, id: string, due: Program): Promise<void> {
    await this.until(at, id, `the terms of ${due.code}`, ({ asks }) =>
      asks.some(({ kind, program }) => kind === 'TERMS' && program === due.code),
    );
    await this.at(at).post(`/v1/applications/${id}/terms`);
  }

  async account(at: Program, accountNumber: string): Promise<AccountView> {
    return this.at(at).get<AccountView>(`/v1/accounts/${accountNumber}`);
  }

  async link(at: Program, linkId: string): Promise<LinkView> {
    return this.at(at).get<LinkView>(`/v1/links/${linkId}`);
  }

  /** Changes shared data; answers when the service has. Throws ApiError where it is refused. */
  async edit(at: Program, accountNumber: string, change: object): Promise<void> {
    const { etag } = await this.at(at).call<AccountView>('GET', `/v1/accounts/${accountNumber}`);
    await this.at(at).call('PATCH', `/v1/accounts/${accountNumber}`, { body: change, ifMatch: etag });
  }

  /** An edit of an account that this program no longer shows to its carrier. */
  async editUnread(at: Program, accountNumber: string, change: object): Promise<void> {
    await this.at(at).call('PATCH', `/v1/accounts/${accountNumber}`, { body: change, ifMatch: '"1"' });
  }

  async until(
    at: Program,
    id: string,
    what: string,
    holds: (view: ApplicationView) => boolean,
  ): Promise<ApplicationView> {
    return until(
      `${what} (application ${id} at ${at.code})`,
      () => this.at(at).get<ApplicationView>(`/v1/applications/${id}`),
      holds,
    );
  }
}
