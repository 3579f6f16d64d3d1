import type { Bilingual } from '@harmonization/domain/bilingual';
import type { Application } from '../api/types';

export interface Vote {
  readonly choice: string;
  readonly reason: string;
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
  readonly dueOn: string;
  readonly overdue: boolean;
  readonly assignee: string | null;
  readonly assigneeName: string | null;
  readonly why: Bilingual;
  readonly evidence: readonly {
    readonly name?: Bilingual;
    readonly label?: Bilingual;
    readonly value: unknown;
  }[];
  readonly choices: readonly Choice[];
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
