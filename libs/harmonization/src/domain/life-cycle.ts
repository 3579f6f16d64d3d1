import { accept, refuse, type Decision } from './decision';

/** The seven statuses that cross the border (domain §5); each program maps its own onto them. */
export const WIRE_STATUSES = [
  'APPLICANT',
  'ACTIVE',
  'ACTIVE_VALIDATED',
  'SUSPENDED',
  'ENDED_BY_PROGRAM',
  'DENIED',
  'WITHDRAWN',
] as const;
export type WireStatus = (typeof WIRE_STATUSES)[number];

/** Who may make a move: the kernel in a rule of its own, an officer, headquarters only, or the carrier itself. */
export type Actor = 'SYSTEM' | 'OFFICER' | 'HQ' | 'CARRIER';

/** The dates of an account (domain §4). Each is this program's own: no sync ever writes one (ground rule 4). */
export const ACCOUNT_DATES = [
  'certifiedOn',
  'memberSince',
  'lastValidatedOn',
  'nextRevalidationDue',
  'lastAnnualReviewOn',
] as const;
export type AccountDateName = (typeof ACCOUNT_DATES)[number];

/**
 * What must hold besides the table: a validation of this account that passed or one of the peer that was recognized; an appeal that
 * was upheld, which alone leads back from a terminal status; a plan with a date; or the carrier heard (or silent) on a proposed denial.
 */
export type Requirement = 'VALIDATION' | 'UPHELD_APPEAL' | 'ACTION_PLAN' | 'INFORMAL_REVIEW';

export interface Move {
  readonly to: string;
  readonly by: readonly Actor[];
  readonly requires?: Requirement;
  /** True for adverse moves: they carry a reason code that the carrier reads. */
  readonly reason?: true;
}

/** An account's life cycle as a checked table. `PRIOR` as a target means the status before the present one. */
export interface LifeCycle {
  readonly moves: Readonly<Record<string, readonly Move[]>>;
  readonly wire: Readonly<Record<string, WireStatus>>;
  /** Where an account opened by an application starts, and where review takes it at once. */
  readonly initial: string;
  readonly inReview: string;
  /** The moves that the program's decision on an application makes, in order; those already made are left out. */
  readonly onApproval: readonly string[];
  readonly onDenial: readonly string[];
  /** The move that the carrier's signature under the terms makes, where terms are signed. */
  readonly onTermsSigned?: { readonly from: string; readonly to: string };
  /** The status that a passed (or recognized) validation earns, by an officer's decision. */
  readonly validated: string;
  readonly withdrawn: string;
  readonly suspended: string;
  /** Where a denial is proposed first: the status in which the carrier may write to the program before it decides. */
  readonly denialProposed?: string;
  /** Where a member may mend what a validation found: the status of the plan, and the one that its completion leads back to. */
  readonly actionPlan?: { readonly status: string; readonly done: string };
  /** Dates that the first arrival in a status sets, each with this program as its only writer. */
  readonly firstDates?: Readonly<Record<string, readonly AccountDateName[]>>;
}

export interface MoveFacts {
  readonly from: string;
  readonly to: string;
  readonly actor: Actor;
  readonly hasReason: boolean;
  readonly hasValidation: boolean;
  readonly hasUpheldAppeal?: boolean;
  readonly hasActionPlan?: boolean;
  readonly hasInformalReview?: boolean;
}

/** ACC-1: a status changes only along the program's table, by who may, with a reason where it is adverse. */
export function checkMove(lifeCycle: LifeCycle, facts: MoveFacts): Decision<Move> {
  const allowed = lifeCycle.moves[facts.from] ?? [];
  const move = allowed.find((candidate) => candidate.to === facts.to);
  if (!move) return refuse('STATUS_NOT_ALLOWED', { from: facts.from, allowed: allowed.map(({ to }) => to) });
  if (!move.by.includes(facts.actor)) return refuse('NOT_ALLOWED', { by: move.by });
  if (move.reason && !facts.hasReason) return refuse('REASON_MISSING');
  if (move.requires && !isMet(move.requires, facts)) return unmet(move.requires);
  return accept(move);
}

const isMet = (requirement: Requirement, facts: MoveFacts): boolean =>
  ({
    VALIDATION: facts.hasValidation,
    UPHELD_APPEAL: facts.hasUpheldAppeal,
    ACTION_PLAN: facts.hasActionPlan,
    INFORMAL_REVIEW: facts.hasInformalReview,
  })[requirement] === true;

const unmet = (requires: Requirement): ReturnType<typeof refuse> =>
  requires === 'VALIDATION' ? refuse('VALIDATION_MISSING') : refuse('STATUS_NOT_ALLOWED', { requires });

/** As a target: the status before the present one. */
export const PRIOR = 'PRIOR';

/**
 * ACC-5: the status that an account returns to is the one before its present status, whatever rows a return has added: who was
 * suspended, removed and restored by an appeal is reinstated to where it stood before the suspension. `history` is oldest first.
 */
export function priorStatusOf(history: readonly string[]): string | undefined {
  const path: string[] = [];
  for (const status of history) {
    if (path.at(-2) === status) path.pop();
    else if (path.at(-1) !== status) path.push(status);
  }
  return path.at(-2);
}

/** ACC-2: of the moves that a decision makes, those that are still to be made from a status: moves already made are left out. */
export const remainingMoves = (path: readonly string[], from: string): readonly string[] =>
  path.slice(path.indexOf(from) + 1);

/** How the other program reads a status; one that the table does not know (from an import, say) has no standing yet. */
export const wireOf = (lifeCycle: LifeCycle, status: string): WireStatus =>
  lifeCycle.wire[status] ?? 'APPLICANT';
