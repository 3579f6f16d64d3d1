import type { ApplicationForm } from '@harmonization/domain/application-form';
import type { SharedData } from '@harmonization/domain/shared-data';

/** What the API answers, as far as the pages read it. `/docs` of each service has the whole. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next?: string;
}

export interface Asked {
  readonly kind: 'PROOF' | 'INFORMATION' | 'TERMS' | 'ACKNOWLEDGEMENT';
  readonly program: string;
  readonly text?: string;
}

export interface Application {
  readonly id: string;
  readonly reference: string;
  readonly state: string;
  readonly entry: string;
  readonly flow?: string;
  readonly accountNumber?: string;
  readonly peerAccountNumber?: string;
  readonly linkId?: string;
  readonly host?: string;
  readonly hostRules: readonly { id: string; text: { en: string; fr: string } }[];
  readonly decisions: Readonly<Record<string, { outcome: string; reasonCode?: string; decidedOn?: string }>>;
  readonly outcome?: string;
  readonly asks: readonly Asked[];
  readonly supersededBy?: string;
  readonly form: Partial<ApplicationForm>;
  readonly submittedAt: string | null;
  readonly version: number;
}

/** What the list of accounts has: of one that the other program hosts only the short form. */
export type ListedAccount = Omit<Account, 'shared' | 'dates' | 'history' | 'verifications'> &
  Partial<Pick<Account, 'shared' | 'dates' | 'history' | 'verifications'>> & {
    /** Where the host is, of an account that the other program hosts. */
    readonly hostUrl?: string;
  };

export interface Account {
  readonly accountNumber: string;
  readonly program: string;
  readonly lineOfBusiness: string;
  readonly recordRole: 'STANDALONE' | 'HOST' | 'CLIENT';
  readonly status: string;
  readonly wireStatus: string;
  readonly host: string;
  readonly editable: boolean;
  readonly linkId?: string;
  readonly shared: SharedData;
  readonly dates: Readonly<Record<string, { on: string; source: string }>>;
  readonly history: readonly {
    status: string;
    on: string;
    reason: { en: string; fr: string } | null;
  }[];
  readonly verifications: Readonly<Record<string, { outcome: string; on: string }>>;
  readonly warnings?: readonly { readonly code: string; readonly text: { en: string; fr: string } }[];
  readonly peer?: {
    accountNumber: string;
    program: string;
    wireStatus: string;
    statusSince: string;
  };
}

export interface Link {
  readonly linkId: string;
  readonly host: string;
  readonly phase: string;
  readonly peerPhase?: string;
  readonly live: boolean;
  readonly paused: boolean;
  readonly disputed: boolean;
  readonly delinkPending: boolean;
  readonly epoch: number;
  readonly accountNumber: string;
  readonly peerAccountNumber: string;
  readonly sync: string;
  readonly endReason?: string;
  readonly pauses?: Readonly<Record<string, readonly string[]>>;
  /** Absent while the link is disputed: then all of the other side is hidden. */
  readonly timeline?: readonly LinkEvent[];
}

export interface LinkEvent {
  readonly at: string;
  readonly side: string;
  readonly actor: string;
  readonly action: string;
  readonly reason: string | null;
  /** Why, in the words of who acted. */
  readonly words?: string;
}

export interface CarrierNotice {
  readonly id: string;
  readonly kind: string;
  readonly text: { en: string; fr: string };
  readonly at: string;
}
