import { addYears, daysBetween, isBefore, workingDaysIn, type IsoDate } from './calendar';
import { accept, refuse, type Decision } from './decision';
import type { Actor } from './life-cycle';

export const VALIDATION_KINDS = ['INITIAL', 'REVALIDATION', 'FOR_CAUSE'] as const;
export type ValidationKind = (typeof VALIDATION_KINDS)[number];

export type ValidationState =
  | 'PLANNED'
  | 'NOTICE_SENT'
  | 'IN_PROGRESS'
  | 'REPORT_ISSUED'
  | 'AWAITING_RESPONSE'
  | 'RESPONSE_REVIEW'
  | 'PASSED'
  | 'FAILED'
  | 'CANCELLED';

interface ValidationMove {
  readonly to: ValidationState;
  readonly by: Actor;
  /** Only where the report names no required actions: they must be answered first. */
  readonly withoutActions?: true;
}

const officer = (to: ValidationState): ValidationMove => ({ to, by: 'OFFICER' });

/** VAL-1: a validation goes from plan to outcome along this table; a report with required actions waits for the carrier's response. */
export const VALIDATION_MOVES: Readonly<Record<ValidationState, readonly ValidationMove[]>> = {
  PLANNED: [officer('NOTICE_SENT'), officer('CANCELLED')],
  NOTICE_SENT: [officer('IN_PROGRESS'), officer('CANCELLED')],
  IN_PROGRESS: [officer('REPORT_ISSUED'), officer('CANCELLED')],
  REPORT_ISSUED: [
    officer('AWAITING_RESPONSE'),
    { ...officer('PASSED'), withoutActions: true },
    officer('FAILED'),
  ],
  AWAITING_RESPONSE: [{ to: 'RESPONSE_REVIEW', by: 'CARRIER' }, officer('FAILED')],
  RESPONSE_REVIEW: [officer('PASSED'), officer('FAILED'), officer('AWAITING_RESPONSE')],
  PASSED: [],
  FAILED: [],
  CANCELLED: [],
};

export interface ValidationMoveFacts {
  readonly from: ValidationState;
  readonly to: ValidationState;
  readonly actor: Actor;
  readonly hasRequiredActions: boolean;
}

/** Refuses with the states that may follow. */
export function checkValidationMove({
  from,
  to,
  actor,
  hasRequiredActions,
}: ValidationMoveFacts): Decision<ValidationState> {
  const open = VALIDATION_MOVES[from].filter(({ withoutActions }) => !(withoutActions && hasRequiredActions));
  const move = open.find((candidate) => candidate.to === to);
  if (!move)
    return refuse('VALIDATION_STATE', { state: from, allowed: open.map((candidate) => candidate.to) });
  return move.by === actor ? accept(to) : refuse('NOT_ALLOWED', { by: [move.by] });
}

/** The program's published promise: so many days between the notice and the visit. */
export const NOTICE_DAYS = 30;
export const LONGEST_VISIT_WORKING_DAYS = 10;
export const VALID_YEARS = 4;

export interface NoticeFacts {
  readonly noticeOn: IsoDate;
  readonly visitOn: IsoDate;
  /** The carrier has agreed, on record, to be visited sooner. */
  readonly isWaived: boolean;
}

/** VAL-2: the visit is at least 30 days after the notice, unless the carrier's recorded waiver shortens it. */
export function checkNotice({ noticeOn, visitOn, isWaived }: NoticeFacts): Decision<NoticeFacts> {
  const days = daysBetween(noticeOn, visitOn);
  if (days >= NOTICE_DAYS || (isWaived && days >= 0)) return accept({ noticeOn, visitOn, isWaived });
  return refuse('NOTICE_TOO_SHORT', { noticeOn, visitOn, days, atLeast: NOTICE_DAYS });
}

export interface Visit {
  readonly startsOn: IsoDate;
  readonly endsOn: IsoDate;
}

/** VAL-3: a visit ends on or after the day on which it starts, and has at most ten working days. */
export function checkVisit(visit: Visit, holidays: readonly IsoDate[] = []): Decision<Visit> {
  const { startsOn, endsOn } = visit;
  // No ten working days reach over two months: a far end is refused without counting its days.
  const isFar = daysBetween(startsOn, endsOn) > 60;
  const workingDays = isFar ? undefined : workingDaysIn(startsOn, endsOn, holidays);
  const fits = !isBefore(endsOn, startsOn) && (workingDays ?? Infinity) <= LONGEST_VISIT_WORKING_DAYS;
  return fits
    ? accept(visit)
    : refuse('DATA_INVALID', { startsOn, endsOn, workingDays, atMost: LONGEST_VISIT_WORKING_DAYS });
}

/** VAL-4: a passed validation is good for four years from the visit: the day four years later is the first without it. */
export const validUntil = (visitedOn: IsoDate): IsoDate => addYears(visitedOn, VALID_YEARS);

export const isValidOn = (visitedOn: IsoDate, date: IsoDate): boolean =>
  isBefore(date, validUntil(visitedOn));

export interface PeerValidation {
  readonly state: ValidationState;
  readonly visitedOn?: IsoDate;
}

/** Whether a validation done by the other program may be recognized, and if not, what it lacks. */
export type Recognition = 'RECOGNIZABLE' | 'NOT_PASSED' | 'EXPIRED';

/** VAL-5: one validation serves both programs: a passed one, younger than four years, is recognized whoever did it. */
export function recognitionOf({ state, visitedOn }: PeerValidation, today: IsoDate): Recognition {
  if (state !== 'PASSED' || visitedOn === undefined) return 'NOT_PASSED';
  return isValidOn(visitedOn, today) ? 'RECOGNIZABLE' : 'EXPIRED';
}

/** The closed list of reasons for which a program declines to recognize the other's validation. */
export const DECLINE_REASONS = [
  'EXPIRED',
  'SITE_NOT_COVERED',
  'CRITERIA_NOT_ASSESSED',
  'FACTS_CHANGED',
  'NATIONAL_SECURITY',
] as const;
export type DeclineReason = (typeof DECLINE_REASONS)[number];

export interface RecognitionFacts {
  readonly recognized: boolean;
  /** What this program has said of the validation before. */
  readonly before?: 'RECOGNIZED' | 'DECLINED';
  readonly reason?: string;
  readonly actor: Actor;
  readonly validation: PeerValidation;
  readonly today: IsoDate;
}

/** VAL-6: recognition is the default and an officer's; declining is headquarters' alone, for a reason of the closed list. */
export function checkRecognition(facts: RecognitionFacts): Decision<'RECOGNIZED' | 'DECLINED'> {
  return facts.recognized ? checkRecognizing(facts) : checkDeclining(facts);
}

function checkRecognizing({ validation, today }: RecognitionFacts): Decision<'RECOGNIZED'> {
  const recognition = recognitionOf(validation, today);
  return recognition === 'RECOGNIZABLE' ? accept('RECOGNIZED') : refuse('VALIDATION_STATE', { recognition });
}

/** VAL-9: a recognition is not taken back (a later status change needs its own decision); a decline may be. */
function checkDeclining({ actor, reason, before }: RecognitionFacts): Decision<'DECLINED'> {
  if (actor !== 'HQ') return refuse('NOT_ALLOWED', { by: ['HQ'] });
  if (before === 'RECOGNIZED') return refuse('VALIDATION_STATE', { recognition: before });
  const isListed = DECLINE_REASONS.some((listed) => listed === reason);
  return isListed ? accept('DECLINED') : refuse('REASON_MISSING', { allowed: DECLINE_REASONS });
}

/** A concluded validation as the account's own program counts it: its own, or one of the peer that it recognized. */
export interface CountedValidation {
  readonly state: ValidationState;
  readonly visitedOn?: IsoDate;
}

/** VAL-8: an account is validated by its newest concluded validation, if that passed and is younger than four years. */
export function isValidated(counted: readonly CountedValidation[], today: IsoDate): boolean {
  const concluded = counted.filter(({ state }) => state === 'PASSED' || state === 'FAILED');
  const newest = concluded.reduce<CountedValidation | undefined>(
    (latest, each) => ((each.visitedOn ?? '') >= (latest?.visitedOn ?? '') ? each : latest),
    undefined,
  );
  return newest?.state === 'PASSED' && newest.visitedOn !== undefined && isValidOn(newest.visitedOn, today);
}

/** VAL-7: the joint due date is the earlier of both programs' own; each program's own date stays as it is. */
export function jointRevalidationDue(
  own: IsoDate | undefined,
  peer: IsoDate | undefined,
): IsoDate | undefined {
  if (own === undefined || peer === undefined) return own ?? peer;
  return own < peer ? own : peer;
}
