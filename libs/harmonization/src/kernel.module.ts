import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { MessageReceiver } from '@messaging/inbox';
import { ServiceConfig } from '@platform/config';
import { AccountFactsKind } from './account/account-facts-kind';
import { EditAccount } from './account/account-editing.use-case';
import { ReadAccounts } from './account/account-reading';
import { AccountStanding } from './account/account-standing';
import { Accounts } from './account/accounts';
import { AccountsController } from './account/accounts.controller';
import { ChangeStatus } from './account/change-status.use-case';
import { RebuiltAccounts } from './account/rebuilt-accounts';
import { SearchAccounts } from './account/search-accounts';
import { StaffAccountsController } from './account/staff-accounts.controller';
import { StandingFactsGatherer } from './account/standing-facts';
import { AccountOpening } from './application/account-opening';
import { AcknowledgeDifferences } from './application/acknowledge-differences.use-case';
import { AdvanceApplication } from './application/advance-application.use-cases';
import { ApplicationAccess } from './application/application-access';
import { ApplicationFlow } from './application/application-flow';
import { ApplicationFollowUp } from './application/application-follow-up';
import { ApplicationInputCheck } from './application/application-input';
import { ApplicationLinkFollower } from './application/application-link-follower';
import { ApplicationRecordKind } from './application/application-record-kind';
import { ProgressGatherer } from './application/application-progress';
import { ApplicationReferences } from './application/application-references';
import { ApplicationTwins } from './application/application-twins';
import { Applications } from './application/applications';
import { ApplicationsController } from './application/applications.controller';
import { CarrierFacts } from './application/carrier-facts';
import { ChangeApplication } from './application/change-application.use-case';
import { CodeCheckKind } from './application/code-check-kind';
import { DuplicateCase } from './application/duplicate-case';
import { DuplicateCarriers } from './application/duplicate-carriers';
import { ExpireApplications } from './application/expire-applications.job';
import { HostAssignmentCase } from './application/host-assignment-case';
import { HostFactsGatherer } from './application/host-facts';
import { LinkMembersController } from './application/link-members.controller';
import { NewApplications } from './application/new-applications';
import { ReadApplications } from './application/read-applications';
import { RestoredApplications } from './application/restored-applications';
import { StaffApplicationsController } from './application/staff-applications.controller';
import { SubmissionFactsGatherer } from './application/submission-facts';
import { SubmitApplication } from './application/submit-application.use-case';
import { SubmitDraft } from './application/submit-draft.use-case';
import { AuditLog } from './audit/audit-log';
import { AuditController } from './audit/audit.controller';
import { CaseDefinitions } from './casework/case-definition';
import { CaseQueue } from './casework/case-queue';
import { CaseVotes } from './casework/case-votes';
import { Cases } from './casework/cases';
import { CasesController } from './casework/cases.controller';
import { CaseworkKind } from './casework/casework-kind';
import { ClaimCase } from './casework/claim-case.use-cases';
import { CommentOnCase } from './casework/comment-on-case.use-case';
import { ResolveCase } from './casework/resolve-case.use-case';
import { UndoCase } from './casework/undo-case.use-case';
import { AccountConsentsController } from './consent/account-consents.controller';
import { ConsentTextsController } from './consent/consent-texts.controller';
import { Consents } from './consent/consents';
import type { ProgramProfile } from './domain/program-profile';
import { ForgetIdempotencyKeys } from './due-dates/forget-idempotency-keys.job';
import { ScanDueDates } from './due-dates/scan-due-dates.job';
import { KERNEL_PARTS } from './kernel-parts';
import { DifferencesKind } from './linking/differences-kind';
import { EndLink } from './linking/end-link.use-case';
import { ExpireLinks } from './linking/expire-links.job';
import { ForgottenLinks } from './linking/forgotten-links';
import { HandoverOverdueCase } from './linking/handover-overdue-case';
import { IssueLinkCode } from './linking/issue-link-code.use-case';
import { CODE_PEPPER, LinkCodes } from './linking/link-codes';
import { LinkCodesController } from './linking/link-codes.controller';
import { LinkAccountFollower } from './linking/link-account-follower';
import { LinkFactsGatherer } from './linking/link-facts';
import { LinkLedger } from './linking/link-ledger';
import { LinkRecordKind } from './linking/link-record-kind';
import { Links } from './linking/links';
import { LinksController } from './linking/links.controller';
import { ReadLinks } from './linking/read-links';
import { StaffLinksController } from './linking/staff-links.controller';
import { Notices } from './notice/notices';
import { NoticesController } from './notice/notices.controller';
import { MeController } from './program/me.controller';
import { PROGRAM } from './program/program';
import { Conversations } from './record-sync/conversations';
import { DecideParkedMessage } from './record-sync/decide-parked-message.use-case';
import { ExchangeController } from './record-sync/exchange.controller';
import { ParkedMessageCase } from './record-sync/parked-message-case';
import { RECORD_KINDS, type RecordKind } from './record-sync/record-kind';
import { AskingAgain } from './record-sync/asking-again';
import { FreezeRestored } from './record-sync/freeze-restored.job';
import { GivenUpWords } from './record-sync/given-up-words';
import { HeldWords } from './record-sync/held-words.job';
import { SharedDataGate } from './record-sync/shared-data-gate';
import { RecordReceiver } from './record-sync/record-receiver';
import { RestoredValidations } from './validation/restored-validations';
import { StaffValidationsController } from './validation/staff-validations.controller';
import { ValidationRecordKind } from './validation/validation-record-kind';
import { Validations } from './validation/validations';
import { ValidationsController } from './validation/validations.controller';

const CONTROLLERS = [
  AccountConsentsController,
  AccountsController,
  ApplicationsController,
  AuditController,
  CasesController,
  ConsentTextsController,
  ExchangeController,
  LinkCodesController,
  LinkMembersController,
  LinksController,
  MeController,
  NoticesController,
  StaffAccountsController,
  StaffApplicationsController,
  StaffLinksController,
  StaffValidationsController,
  ValidationsController,
];

/** The kinds of record that the two services say to each other. */
const KINDS = [
  AccountFactsKind,
  ApplicationRecordKind,
  CaseworkKind,
  CodeCheckKind,
  DifferencesKind,
  LinkRecordKind,
  ValidationRecordKind,
];

const USE_CASES: Provider[] = [
  AccountOpening,
  AccountStanding,
  Accounts,
  AcknowledgeDifferences,
  AdvanceApplication,
  ApplicationAccess,
  ApplicationFlow,
  ApplicationFollowUp,
  ApplicationInputCheck,
  ApplicationLinkFollower,
  ApplicationReferences,
  ApplicationTwins,
  Applications,
  AskingAgain,
  AuditLog,
  CarrierFacts,
  CaseDefinitions,
  CaseQueue,
  CaseVotes,
  Cases,
  ChangeApplication,
  ChangeStatus,
  ClaimCase,
  CommentOnCase,
  Consents,
  Conversations,
  DecideParkedMessage,
  DuplicateCarriers,
  DuplicateCase,
  EditAccount,
  EndLink,
  ExpireApplications,
  ExpireLinks,
  ForgetIdempotencyKeys,
  ForgottenLinks,
  FreezeRestored,
  GivenUpWords,
  HandoverOverdueCase,
  HeldWords,
  HostAssignmentCase,
  HostFactsGatherer,
  IssueLinkCode,
  LinkCodes,
  LinkFactsGatherer,
  LinkLedger,
  Links,
  LinkAccountFollower,
  Notices,
  ParkedMessageCase,
  ProgressGatherer,
  ReadAccounts,
  NewApplications,
  ReadApplications,
  ReadLinks,
  RebuiltAccounts,
  ResolveCase,
  RestoredApplications,
  RestoredValidations,
  ScanDueDates,
  SearchAccounts,
  StandingFactsGatherer,
  SharedDataGate,
  SubmissionFactsGatherer,
  SubmitApplication,
  SubmitDraft,
  UndoCase,
  Validations,
];

/** The kernel that both services are built from; what makes one program not the other is its profile. */
@Module({})
export class KernelModule {
  static register(profile: ProgramProfile): DynamicModule {
    const kinds = [...KINDS, ...KERNEL_PARTS.flatMap((part) => [...(part.kinds ?? [])])];
    return {
      module: KernelModule,
      controllers: [...CONTROLLERS, ...KERNEL_PARTS.flatMap(({ controllers = [] }) => [...controllers])],
      providers: [
        ...USE_CASES,
        ...KERNEL_PARTS.flatMap(({ providers = [] }) => [...providers]),
        ...kinds,
        { provide: PROGRAM, useValue: profile },
        {
          provide: CODE_PEPPER,
          inject: [ServiceConfig],
          useFactory: ({ codePepper }: ServiceConfig) => codePepper,
        },
        { provide: RECORD_KINDS, inject: kinds, useFactory: (...all: RecordKind[]) => all },
        { provide: MessageReceiver, useClass: RecordReceiver },
      ],
    };
  }
}
