import { addDays, addYears, isBefore, type IsoDate } from './calendar';
import type { WireStatus } from './life-cycle';
import { isMember } from './wire-status';

export const DUTIES = [
  'CERTIFICATION',
  'FIRST_VALIDATION',
  'REVALIDATION',
  'ANNUAL_REVIEW',
  'ANNUAL_REVIEW_APPROVAL',
  'ANNUAL_SIGN_IN',
  'VALIDATION_RESPONSE',
  'ACTION_PLAN',
  'REPRESENTATIONS',
  'APPEAL_DECISION',
] as const;
export type Duty = (typeof DUTIES)[number];

/** What a program asks of its members and of itself, and when it reminds; data of the profile (domain §11). */
export interface DutyTerms {
  /** Days from the application to the program's decision on paper; absent where the visit comes first. */
  readonly certificationDays?: number;
  /** Years from certification to the first validation. */
  readonly firstValidationYears?: number;
  /** What a member does each year: have its security profile reviewed, or sign in. */
  readonly annual: 'ANNUAL_REVIEW' | 'ANNUAL_SIGN_IN';
  /** Days in which an officer answers a submitted annual review. */
  readonly reviewDecisionDays: number;
  /** Days in which the carrier answers required actions, where the officer names no date. */
  readonly responseDays: number;
  /** Days in which the carrier may write about a proposed denial. */
  readonly representationDays: number;
  /** Days ahead at which the carrier is reminded, farthest first; a duty may have its own. */
  readonly reminderDays: readonly number[];
  readonly reminderDaysOf?: Partial<Readonly<Record<Duty, readonly number[]>>>;
}

/** Something that runs until a date: a question to the carrier, a plan, an appeal. */
interface Running {
  readonly id: string;
  readonly on: IsoDate;
}

/** Everything that a duty of one account can be founded on. Dates are the program's own. */
export interface DutyFacts {
  readonly wire: WireStatus;
  readonly openedOn: IsoDate;
  readonly memberSince?: IsoDate;
  readonly lastValidatedOn?: IsoDate;
  readonly nextRevalidationDue?: IsoDate;
  readonly lastAnnualReviewOn?: IsoDate;
  readonly lastSignInOn?: IsoDate;
  readonly submittedReview?: Running;
  readonly awaitedResponse?: Running;
  readonly actionPlan?: Running;
  /** The day on which a denial was proposed, while it is. */
  readonly denialProposedOn?: IsoDate;
  readonly openAppeal?: Running;
}

/** Who is late when the day has passed. */
export type OwedBy = 'CARRIER' | 'PROGRAM';

export interface DueDate {
  readonly duty: Duty;
  readonly on: IsoDate;
  readonly owedBy: OwedBy;
  /** The validation, plan or appeal that it is about; empty where it is about the membership. */
  readonly subject: string;
}

type DutyRule = (facts: DutyFacts, terms: DutyTerms) => DueDate | undefined;

const due = (duty: Duty, owedBy: OwedBy, on: IsoDate, subject = ''): DueDate => ({
  duty,
  owedBy,
  on,
  subject,
});

/** DUE-2: a program that decides on paper does so within its days from the application. */
const certification: DutyRule = ({ wire, openedOn }, { certificationDays }) =>
  wire === 'APPLICANT' && certificationDays !== undefined
    ? due('CERTIFICATION', 'PROGRAM', addDays(openedOn, certificationDays))
    : undefined;

/** DUE-3: a member on paper is validated within the program's years. */
const firstValidation: DutyRule = ({ wire, memberSince, lastValidatedOn }, { firstValidationYears }) =>
  isMember(wire) && memberSince && !lastValidatedOn && firstValidationYears !== undefined
    ? due('FIRST_VALIDATION', 'PROGRAM', addYears(memberSince, firstValidationYears))
    : undefined;

/** DUE-4: a validated member is validated again by the date that its last validation set; no clock changes its status. */
const revalidation: DutyRule = ({ wire, nextRevalidationDue }) =>
  holdsMembership(wire) && nextRevalidationDue
    ? due('REVALIDATION', 'CARRIER', nextRevalidationDue)
    : undefined;

/** DUE-5: once a year a member does what its program asks: the review of its security profile, or a sign-in. */
const annual: DutyRule = (facts, terms) => {
  const last = terms.annual === 'ANNUAL_REVIEW' ? facts.lastAnnualReviewOn : facts.lastSignInOn;
  const from = last ?? facts.memberSince;
  const isWaiting = terms.annual === 'ANNUAL_REVIEW' && facts.submittedReview !== undefined;
  return holdsMembership(facts.wire) && from && !isWaiting
    ? due(terms.annual, 'CARRIER', addYears(from, 1))
    : undefined;
};

const reviewApproval: DutyRule = ({ submittedReview }, { reviewDecisionDays }) =>
  submittedReview &&
  due(
    'ANNUAL_REVIEW_APPROVAL',
    'PROGRAM',
    addDays(submittedReview.on, reviewDecisionDays),
    submittedReview.id,
  );

/** DUE-6: what an officer asked of the carrier has its date: the response to a report, an action plan, words on a proposed denial. */
const response: DutyRule = ({ awaitedResponse }) =>
  awaitedResponse && due('VALIDATION_RESPONSE', 'CARRIER', awaitedResponse.on, awaitedResponse.id);
const plan: DutyRule = ({ actionPlan }) =>
  actionPlan && due('ACTION_PLAN', 'CARRIER', actionPlan.on, actionPlan.id);
const representations: DutyRule = ({ denialProposedOn }, { representationDays }) =>
  denialProposedOn
    ? due('REPRESENTATIONS', 'CARRIER', addDays(denialProposedOn, representationDays))
    : undefined;

/** DUE-7: an appeal is decided by its date. */
const appeal: DutyRule = ({ openAppeal }) =>
  openAppeal && due('APPEAL_DECISION', 'PROGRAM', openAppeal.on, openAppeal.id);

const holdsMembership = (wire: WireStatus): boolean => isMember(wire) || wire === 'SUSPENDED';

const RULES: readonly DutyRule[] = [
  certification,
  firstValidation,
  revalidation,
  annual,
  reviewApproval,
  response,
  plan,
  representations,
  appeal,
];

/** The one engine: every date that is due for an account, from its facts and its program's terms. */
export const dueDatesOf = (facts: DutyFacts, terms: DutyTerms): DueDate[] =>
  RULES.flatMap((rule) => rule(facts, terms) ?? []);

/** Days ahead at which a duty is told. */
export const reminderDaysOf = (
  { reminderDaysOf: own, reminderDays }: DutyTerms,
  duty: Duty,
): readonly number[] => own?.[duty] ?? reminderDays;

/** DUE-1: the reminder that stands today: the nearest step that has been reached, or undefined while the date is far. */
export function reminderDue(on: IsoDate, today: IsoDate, steps: readonly number[]): number | undefined {
  return steps.findLast((days) => !isBefore(today, addDays(on, -days)));
}

/** DUE-8: a duty is overdue on the day after its date. */
export const isOverdue = (on: IsoDate, today: IsoDate): boolean => isBefore(on, today);
