import type { Bilingual } from '@harmonization/domain/bilingual';
import type { Application } from '../api/types';
import type { Validation } from '../api/validation';

export interface Vote {
  readonly choice: string;
  readonly reason?: string;
  readonly noteForPeer?: string;
  readonly office: string;
  readonly votedAt: string;
}

export interface Choice {
  readonly code: string;
  readonly label: Bilingual;
  readonly effect: Bilingual;
  readonly by: readonly string[];
}

export interface Case {
  readonly id: string;
  readonly kind: string;
  readonly state: 'OPEN' | 'RESOLVED';
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly carrier: {
    readonly name: string | null;
    readonly identifiers: Readonly<Partial<Record<'usdot' | 'bn9' | 'canadianCarrierCode', string>>> | null;
    readonly accountNumber: string | null;
    readonly applicationId: string | null;
  } | null;
  readonly dueOn: string;
  readonly overdue: boolean;
  readonly openedAt: string;
  readonly assignee: string | null;
  readonly assigneeName: string | null;
  readonly why: Bilingual;
  readonly evidence: readonly { readonly label: Bilingual; readonly text: Bilingual }[];
  readonly choices: readonly Choice[];
  readonly choiceNames: Readonly<Record<string, { en: string; fr: string }>>;
  readonly needsBoth: boolean;
  readonly ownVote: Vote | null;
  readonly peerVote: Vote | null;
  readonly resolution: { choice: string; reason: string; resolvedBy: string } | null;
  readonly undoable: boolean;
  readonly comments: readonly { id: string; at: string; authorName: string; text: string }[];
  readonly history: readonly { at: string; action: string; actor: string; reason: string | null }[];
}

export interface ReviewedApplication extends Application {
  readonly eligibility?: readonly { rule: string; met: boolean; text: Bilingual }[];
  readonly unansweredMusts?: readonly string[];
  readonly headquarters: { own: string; peer?: string };
}

export interface FoundAccount {
  readonly accountNumber: string;
  readonly legalName: string;
  readonly status: string;
  readonly recordRole: string;
}

interface Said {
  readonly on: string;
  readonly text: string;
}

/** A validation in a list over all accounts. */
export interface ListedValidation extends Validation {
  readonly accountNumber: string;
  readonly legalName: string;
  /** Code of the program that does it. */
  readonly performer: string;
}

/** One reason of the program's closed list. */
export interface ReasonCode {
  readonly code: string;
  readonly label: Bilingual;
  readonly explains: readonly string[];
}

/** What an officer needs to judge an account's standing. */
export interface Standing {
  readonly status: string;
  readonly allowed: readonly {
    readonly to: string;
    readonly by: readonly string[];
    readonly needsReason: boolean;
    readonly requires?: string;
    readonly reasons: readonly string[];
  }[];
  readonly history: readonly {
    readonly id: string;
    readonly status: string;
    readonly effectiveOn: string;
    readonly actor: string;
    readonly reasonCode: string | null;
    readonly source: string;
  }[];
  readonly dates: readonly {
    readonly id: string;
    readonly name: string;
    readonly value: string;
    readonly at: string;
    readonly actor: string;
    readonly source: string;
  }[];
  readonly actionPlans: readonly {
    readonly id: string;
    readonly state: string;
    readonly text: string;
    readonly dueOn: string;
    readonly reports: readonly Said[];
  }[];
  readonly representations: readonly { readonly id: string; readonly text: string; readonly at: string }[];
}

export interface Appeal {
  readonly id: string;
  readonly status: string;
  readonly state: string;
  readonly text: string;
  readonly filedOn: string;
  readonly decideBy: string;
  readonly decision: string | null;
}

export interface FieldVersion {
  readonly version: number;
  readonly epoch: number;
  readonly at: string;
}

export interface FieldRow {
  readonly field: string;
  readonly owner: string;
  readonly value: unknown;
  readonly here?: FieldVersion & { readonly by: 'START' | 'EDITED' | 'TAKEN' };
  readonly there?: FieldVersion;
}

/** Both countries' view of one account. */
export interface BothSides {
  readonly peerAccountNumber?: string;
  readonly linkId?: string;
  readonly host: string;
  readonly versions?: { readonly here: number; readonly there?: number };
  readonly fields: readonly FieldRow[];
  readonly facts: readonly {
    readonly fact: string;
    readonly owner: string;
    readonly value: unknown;
    readonly said: number;
  }[];
}
