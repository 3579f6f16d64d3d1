import { Injectable } from '@nestjs/common';
import { Clock, dateIn } from '@platform/clock';
import type { Tx } from '@platform/database';
import type { Account } from '../account/account.entity';
import { AccountStanding } from '../account/account-standing';
import { Accounts, type SignedIn } from '../account/accounts';
import type { ApplicationForm, FieldFinding, SupplementName } from '../domain/application-form';
import { CONSENT_TEXTS } from '../domain/consent-texts';
import { checkDraft, checkForm, type FormContext } from '../domain/form-check';
import { isMember } from '../domain/wire-status';
import type { ProgramProfile } from '../domain/program-profile';
import { InjectProgram } from '../program/program';
import { RefusedError } from '../refusal/refused.error';

/** What a carrier sends: the form, and which memberships it builds on. */
export interface ApplicationInput {
  /** The caller's own account at this program, where it is a member already. */
  readonly accountNumber?: string;
  /** The carrier's membership at the other program, with its one-time code. */
  readonly peerMembership?: { readonly accountNumber: string; readonly code: string };
  /** True for an application to this program only. */
  readonly standalone?: boolean;
  readonly form: Partial<ApplicationForm>;
}

/** Checks an application against what the carrier already holds: only what is missing is asked (domain §6). */
@Injectable()
export class ApplicationInputCheck {
  constructor(
    private readonly accounts: Accounts,
    private readonly standing: AccountStanding,
    private readonly clock: Clock,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  /** The caller's own account, or undefined. 404 where it is not the caller's; ACCOUNT_NOT_ACTIVE where it is no membership. */
  async ownAccount(
    tx: Tx,
    caller: SignedIn,
    accountNumber: string | undefined,
  ): Promise<Account | undefined> {
    if (!accountNumber) return undefined;
    const account = (await this.accounts.mayAct(tx, caller, accountNumber))
      ? await this.accounts.find(tx, accountNumber)
      : null;
    if (!account) throw new RefusedError({ code: 'NOT_FOUND' });
    if (!Object.values(this.profile.accountLines).includes(account.lineOfBusiness))
      throw new RefusedError({ code: 'NOT_A_HIGHWAY_CARRIER' });
    if (!isMember(this.standing.wireStatus(account)))
      throw new RefusedError({ code: 'ACCOUNT_NOT_ACTIVE', facts: { status: account.status } });
    return account;
  }

  /** The same for a submission, which only a company officer of the account may make. */
  async ownAccountAsOfficer(
    tx: Tx,
    caller: SignedIn,
    accountNumber: string | undefined,
  ): Promise<Account | undefined> {
    if (accountNumber) await this.accounts.requireOfficer(tx, caller, accountNumber);
    return this.ownAccount(tx, caller, accountNumber);
  }

  /** Refuses with every wrong field at once. */
  requireComplete(input: ApplicationInput, own: Account | undefined): void {
    const findings = checkForm(input.form, this.context(input, own)).concat(
      this.ownSupplementFindings(input, own),
    );
    if (findings.length > 0) throw new RefusedError({ code: 'APPLICATION_INVALID' }, findings);
  }

  /** A draft may be incomplete, never malformed. */
  requireWellFormed(input: ApplicationInput, own: Account | undefined): void {
    const findings = checkDraft(input.form, this.context(input, own));
    if (findings.length > 0) throw new RefusedError({ code: 'APPLICATION_INVALID' }, findings);
  }

  private context(input: ApplicationInput, own: Account | undefined): FormContext {
    const headquarters = own?.shared.addresses.find(({ type }) => type === 'HEADQUARTERS');
    return {
      requiredSupplements: this.requiredSupplements(input, own),
      today: dateIn(this.profile.timeZone, this.clock.now()),
      harmonizableLines: this.profile.harmonizableLines,
      consentTexts: CONSENT_TEXTS,
      commonIsHeld: Boolean(own ?? input.peerMembership),
      heldHeadquartersCountry: headquarters?.country,
    };
  }

  private requiredSupplements(input: ApplicationInput, own: Account | undefined): SupplementName[] {
    const { ownSupplement, peerSupplement } = this.profile;
    if (input.standalone) return [ownSupplement];
    if (own && input.peerMembership) return [];
    if (own) return [peerSupplement];
    return input.peerMembership ? [ownSupplement] : [ownSupplement, peerSupplement];
  }

  private ownSupplementFindings({ form }: ApplicationInput, own: Account | undefined): FieldFinding[] {
    return own || form[this.profile.ownSupplement] === undefined
      ? []
      : this.profile.checkSupplement(form as ApplicationForm);
  }
}
