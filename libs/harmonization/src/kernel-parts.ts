import type { Provider, Type } from '@nestjs/common';
import { ADVERSE_ACTION_PART } from './adverse-action/adverse-action.part';
import { ANNUAL_REVIEW_PART } from './annual-review/annual-review.part';
import { APPEAL_PART } from './appeal/appeal.part';
import { APPLICATION_DOCUMENT_PART } from './application-document/application-document.part';
import { ARRANGEMENT_PART } from './arrangement/arrangement.part';
import { CONSENT_PART } from './consent/consent.part';
import { DATA_EXPORT_PART } from './data-export/data-export.part';
import { DOCUMENT_PART } from './document/document.part';
import { DUE_DATES_PART } from './due-dates/due-dates.part';
import { EDIT_DRAFT_PART } from './edit-draft/edit-draft.part';
import { LIMITED_VIEW_PART } from './limited-view/limited-view.part';
import { LINKING_PART } from './linking/linking.part';
import { MAIL_PART } from './mail/mail.part';
import { MATCH_PART } from './match/match.part';
import { MEMBER_IMPORT_PART } from './member-import/member-import.part';
import { PEOPLE_PART } from './people/people.part';
import { RECONCILIATION_PART } from './reconciliation/reconciliation.part';
import { PAIRING_PART } from './pairing/pairing.part';
import { RESTORE_PART } from './restore/restore.part';
import type { RecordKind } from './record-sync/record-kind';
import { RETENTION_PART } from './retention/retention.part';
import { STATUS_DIVERGENCE_PART } from './status-divergence/status-divergence.part';
import { SVI_PART } from './svi/svi.part';
import { VALIDATION_PART } from './validation/validation.part';
import { TRADE_ACCOUNT_PART } from './trade-account/trade-account.part';

/** What one capability brings to the kernel: its routes, use cases, jobs, kinds of record and row classes. */
export interface KernelPart {
  readonly controllers?: readonly Type[];
  readonly providers?: readonly Provider[];
  readonly kinds?: readonly Type<RecordKind>[];
  readonly entities?: readonly Type[];
}

/** The capabilities that stand beside the core of application, account and link; one line each, in the order of their names. */
export const KERNEL_PARTS: readonly KernelPart[] = [
  ADVERSE_ACTION_PART,
  ANNUAL_REVIEW_PART,
  APPEAL_PART,
  APPLICATION_DOCUMENT_PART,
  ARRANGEMENT_PART,
  CONSENT_PART,
  DATA_EXPORT_PART,
  DOCUMENT_PART,
  DUE_DATES_PART,
  EDIT_DRAFT_PART,
  LIMITED_VIEW_PART,
  LINKING_PART,
  MAIL_PART,
  MATCH_PART,
  MEMBER_IMPORT_PART,
  PAIRING_PART,
  PEOPLE_PART,
  RECONCILIATION_PART,
  RESTORE_PART,
  RETENTION_PART,
  STATUS_DIVERGENCE_PART,
  SVI_PART,
  TRADE_ACCOUNT_PART,
  VALIDATION_PART,
];
