import type { AccountView } from '../account/account-view';
import type { ApplicationView } from '../application/application-view';
import type { Consent } from '../consent/consent.entity';
import type { DisputedLinkView, LinkView } from '../linking/link-view';
import type { Notice } from '../notice/notice.entity';
import type { UserView } from '../people/user-view';
import type { Validation } from '../validation/validation.entity';

/** A status that the account has had. */
export interface StatusTurn {
  status: string;
  on: string;
  at: Date;
  reasonCode: string | null;
  source: string;
}

/** A date of the account, as it was set. */
export interface DateTurn {
  name: string;
  on: string | null;
  at: Date;
  source: string;
}

/** The export's sections, each a list, in their order. */
export interface ExportSections {
  statusHistory: StatusTurn[];
  dateHistory: DateTurn[];
  users: UserView[];
  consents: Consent[];
  validations: Validation[];
  applications: ApplicationView[];
  links: (LinkView | DisputedLinkView)[];
  notices: Pick<Notice, 'id' | 'kind' | 'text' | 'facts' | 'at'>[];
}

/** Everything that is held of an account and that its carrier may see. */
export interface AccountExport extends ExportSections {
  exportedAt: Date;
  account: AccountView;
}
