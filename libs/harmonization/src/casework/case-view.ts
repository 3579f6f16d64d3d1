import { inBoth, type Bilingual } from '../domain/bilingual';
import { isBinding } from '../domain/case-agreement';
import { plainly } from '../domain/code-words';
import type { CaseCarrier } from './case-carrier';
import type { CaseChoice, CaseDefinition, CaseEvidence, CaseRole } from './case-definition';
import { plainEvidence, type Spoken } from './plain-evidence';
import type { StaffCase } from './staff-case.entity';

export interface CommentView {
  id: string;
  at: string;
  author: string;
  authorName: string;
  text: string;
}

/** One change of a case: who, what, when, why. The peer's people are never named, for their names never cross. */
export interface CaseHistoryEntry {
  at: string;
  action: string;
  actor: string;
  role: string;
  reason: string | null;
  after: unknown;
}

/** A case with all that was done to it, as one row of one statement. */
export type CaseRow = StaffCase & {
  readonly comments: readonly CommentView[];
  readonly history: readonly CaseHistoryEntry[];
  readonly carrier: CaseCarrier | null;
};

export type ChoiceView = CaseChoice & { readonly by: readonly CaseRole[] };

/** A case as officers read it: why it exists, what it rests on, what each choice will do, and what both programs have said. */
export interface CaseView extends Omit<StaffCase, 'openedAt' | 'resolvedAt'> {
  openedAt: string;
  resolvedAt: string | null;
  why: Bilingual;
  evidence: readonly CaseEvidence[];
  choices: readonly ChoiceView[];
  /** Words for every choice that is open, was voted for or was made. */
  choiceNames: Readonly<Record<string, Bilingual>>;
  needsBoth: boolean;
  overdue: boolean;
  /** Whether the resolution, or this program's vote, can still be taken back. */
  undoable: boolean;
  comments: readonly CommentView[];
  history: readonly CaseHistoryEntry[];
  carrier: CaseCarrier | null;
}

export const EVERY_ROLE: readonly CaseRole[] = ['OFFICER', 'HQ'];

/** The choices that stand open, each with who may choose it; none once the case is resolved. */
export const choicesOf = (definition: CaseDefinition | undefined, row: StaffCase): ChoiceView[] =>
  row.state === 'RESOLVED' || !definition
    ? []
    : definition.choices(row).map((choice) => ({ ...choice, by: choice.by ?? EVERY_ROLE }));

/** What was voted for and made keeps its words when the case is resolved. */
function choiceNames(
  definition: CaseDefinition | undefined,
  row: StaffCase,
  spoken: Spoken,
): Record<string, Bilingual> {
  const said = [row.ownVote, row.peerVote, row.resolution].flatMap((word) => (word ? [word.choice] : []));
  return Object.fromEntries([
    ...said.map((code): [string, Bilingual] => [code, spoken(code) ?? plainly(code)]),
    ...(definition?.choices(row) ?? []).map(({ code, label }): [string, Bilingual] => [code, label]),
  ]);
}

/** Before agreement a vote can be taken back; afterwards a resolution whose kind knows how, where one program alone resolved it. */
function isUndoable(definition: CaseDefinition | undefined, row: StaffCase): boolean {
  if (row.state === 'RESOLVED')
    return definition !== undefined && 'undo' in definition && !definition.needsBoth;
  if (definition?.vote && !definition.withdrawVote) return false;
  return row.ownVote !== null && !isBinding(row.ownVote, row.peerVote);
}

/** A case as it is read: what is a code in the record is told in words. */
export function caseView(
  row: CaseRow,
  definition: CaseDefinition | undefined,
  { today, spoken }: { today: string; spoken: Spoken },
): CaseView {
  return {
    ...row,
    openedAt: row.openedAt.toISOString(),
    resolvedAt: row.resolvedAt?.toISOString() ?? null,
    why: definition?.why(row.facts) ?? inBoth(row.kind, row.kind),
    evidence: definition?.evidence?.(row.facts) ?? plainEvidence(row.facts, spoken),
    choices: choicesOf(definition, row),
    choiceNames: choiceNames(definition, row, spoken),
    needsBoth: definition?.needsBoth ?? false,
    overdue: row.state === 'OPEN' && row.dueOn < today,
    undoable: isUndoable(definition, row),
  };
}
