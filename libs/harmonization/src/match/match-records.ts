import { MATCH_RULES, type MatchRule } from '../domain/match/match-values';
import {
  isCount,
  isFlag,
  isText,
  isUuid,
  listOf,
  oneOf,
  orAbsent,
  recordOf,
  type Shape,
} from '../domain/record-shape';

export const MATCH_KIND = 'match';

/** Tokens of one record: some 45 KB, so that any number of them crosses in batches. */
export const PORTION = 1_000;

/** The order of the conversation: own tokens blinded, the peer's blinded once more, and who is behind those in common. */
export const STAGES = ['BLINDED', 'DOUBLED', 'MATCHED'] as const;
export type Stage = (typeof STAGES)[number];

/** How one side stands with a run: how many records of each stage it has said. */
export interface RunRecord {
  readonly type: 'RUN';
  readonly isEnded: boolean;
  readonly endReason?: string;
  readonly portions: Readonly<Partial<Record<Stage, number>>>;
}

export interface TokensRecord {
  readonly type: 'BLINDED' | 'DOUBLED';
  readonly tokens: readonly string[];
}

export interface MatchedRecord {
  readonly type: 'MATCHED';
  readonly accounts: readonly {
    readonly handle: string;
    readonly tokens: Readonly<Record<string, MatchRule>>;
    readonly holds: readonly MatchRule[];
  }[];
}

const TOKEN = /^[A-Za-z0-9_-]{43}$/;
const isToken: Shape = (value) => typeof value === 'string' && TOKEN.test(value);
const isRule = oneOf(MATCH_RULES);
const isPortion =
  (shape: Shape): Shape =>
  (value) =>
    Array.isArray(value) && value.length <= PORTION && listOf(shape)(value);
const isMap: Shape = (value) =>
  typeof value === 'object' &&
  value !== null &&
  Object.entries(value).length <= MATCH_RULES.length &&
  Object.entries(value).every(([token, rule]) => isToken(token) && isRule(rule));

const MOST_PORTIONS = 10_000;
const isPortions: Shape = (value) =>
  value === undefined || (isCount(value) && Number(value) <= MOST_PORTIONS);

const SHAPES: Readonly<Record<string, Shape>> = {
  RUN: recordOf({
    isEnded: isFlag,
    endReason: orAbsent(isText),
    portions: recordOf({ BLINDED: isPortions, DOUBLED: isPortions, MATCHED: isPortions }),
  }),
  BLINDED: recordOf({ tokens: isPortion(isToken) }),
  DOUBLED: recordOf({ tokens: isPortion(isToken) }),
  MATCHED: recordOf({
    accounts: isPortion(recordOf({ handle: isUuid, tokens: isMap, holds: listOf(isRule) })),
  }),
};

/** `<run>` for the run itself, `<run>/<stage>/<n>` for a portion of tokens. */
export const subjectOf = (runId: string, stage: Stage, n: number): string => `${runId}/${stage}/${n}`;

export function isMatchRecord(subject: string, record: unknown): boolean {
  const [runId, stage = 'RUN', n = '0', ...rest] = subject.split('/');
  const { type } = record as { type?: unknown };
  return (
    isUuid(runId) &&
    type === stage &&
    /^\d{1,5}$/.test(n) &&
    rest.length === 0 &&
    (SHAPES[stage]?.(record) ?? false)
  );
}
