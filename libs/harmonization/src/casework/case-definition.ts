import { Injectable, type OnApplicationBootstrap, type OnModuleInit } from '@nestjs/common';
import type { Tx } from '@platform/database';
import type { ActingParty } from '../audit/audit-log';
import type { Bilingual } from '../domain/bilingual';
import {
  CASE_KINDS,
  type CaseFacts,
  type CaseKind,
  type CaseResolution,
  type CaseVote,
  type StaffCase,
} from './staff-case.entity';

/** Roles of staff who work on cases. */
export type CaseRole = 'OFFICER' | 'HQ';

/** One way to resolve a case, in plain words. */
export interface CaseChoice {
  readonly code: string;
  readonly label: Bilingual;
  /** What it will do, before anyone chooses it. */
  readonly effect: Bilingual;
  /** Who may choose it; officers and headquarters where nothing is said. */
  readonly by?: readonly CaseRole[];
}

/** One thing that a case rests on, in plain words. */
export interface CaseEvidence {
  readonly label: Bilingual;
  readonly text: Bilingual;
}

/** What a capability promises about its kind of case. It registers one definition a kind; the casework does the rest. */
export interface CaseDefinition {
  readonly kind: CaseKind;
  /** Calendar days from opening until the case is due. */
  readonly dueDays: number;
  /** Closes only when both programs have said the same; each copy is resolved by that agreement. */
  readonly needsBoth: boolean;
  /** Days after a resolution in which the same finding opens no new case: for what a job finds again and again. None where absent. */
  readonly quietDays?: number;
  /** Why the case exists, from its facts. */
  why(facts: CaseFacts): Bilingual;
  /** What it rests on; the facts under their own names where absent. */
  evidence?(facts: CaseFacts): readonly CaseEvidence[] | undefined;
  /** The choices that stand open now; none where the case closes by what happens elsewhere. */
  choices(row: StaffCase): readonly CaseChoice[];
  /** With `needsBoth`: takes this program's vote in a conversation of the capability's own, and settles it there. */
  vote?(tx: Tx, row: StaffCase, vote: CaseVote, by: ActingParty): Promise<void>;
  /** With `vote`: takes this program's vote back there. Absent: it can only be changed. */
  withdrawVote?(tx: Tx, row: StaffCase, by: ActingParty): Promise<void>;
  /** Carries a resolution out, in its transaction. With `needsBoth` it runs in both services. */
  carryOut?(tx: Tx, row: StaffCase, resolution: CaseResolution, by: ActingParty): Promise<void>;
  /** Takes a resolution back, or says false where it has had an effect already. Absent: it cannot be undone. */
  undo?(tx: Tx, row: StaffCase, by: ActingParty): Promise<boolean>;
}

/** The definitions of all kinds of case; capabilities register theirs when the service starts. */
@Injectable()
export class CaseDefinitions implements OnApplicationBootstrap {
  private readonly byKind = new Map<CaseKind, CaseDefinition>();

  register(definition: CaseDefinition): void {
    if (this.byKind.has(definition.kind)) throw new Error(`Two definitions of ${definition.kind}`);
    this.byKind.set(definition.kind, definition);
  }

  find(kind: CaseKind): CaseDefinition | undefined {
    return this.byKind.get(kind);
  }

  /** A service that could open a case which nobody can resolve does not start. */
  onApplicationBootstrap(): void {
    const missing = CASE_KINDS.filter((kind) => !this.byKind.has(kind));
    if (missing.length > 0) throw new Error(`No definition of the kinds of case ${missing.join(', ')}`);
  }
}

/** A kind of case that stands in a class of its own, and registers itself when the service starts. */
export abstract class RegisteredCase implements CaseDefinition, OnModuleInit {
  abstract readonly kind: CaseKind;
  abstract readonly dueDays: number;
  /** One program alone decides, unless the kind says otherwise. */
  readonly needsBoth: boolean = false;

  constructor(private readonly definitions: CaseDefinitions) {}

  onModuleInit(): void {
    this.definitions.register(this);
  }

  abstract why(facts: CaseFacts): Bilingual;
  abstract choices(row: StaffCase): readonly CaseChoice[];
}
