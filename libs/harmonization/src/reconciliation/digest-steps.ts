import type { LinkEntry, RecordEntry } from '../domain/reconciliation/compare-copies';
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
import type { RecordName } from './replica-entries';
import type { StatementSignature } from './reconciliation.entity';

/** What the side that began a reconciliation asks of the other, one step a call of `POST /peer/v1/digests`. */
export type DigestStep =
  /** Make your digests; `kinds` are those that I compare. */
  | { readonly step: 'open'; readonly run: string; readonly on: string; readonly kinds: readonly string[] }
  /** Digests of one level of the tree below the given nodes. */
  | {
      readonly step: 'nodes';
      readonly run: string;
      readonly level: number;
      readonly parents: readonly number[];
    }
  /** Digest of each thing in these buckets. */
  | { readonly step: 'list'; readonly run: string; readonly buckets: readonly number[] }
  /** These links and records as they stand with you now. */
  | {
      readonly step: 'look';
      readonly run: string;
      readonly links: readonly string[];
      readonly records: readonly RecordName[];
    }
  /** This is how they stand with me: do what is yours to do. */
  | {
      readonly step: 'settle';
      readonly run: string;
      readonly links: readonly LinkEntry[];
      readonly linkIds: readonly string[];
      readonly records: readonly RecordEntry[];
      readonly names: readonly RecordName[];
    }
  /** Check the statement against what you found yourself, and sign it. */
  | {
      readonly step: 'sign';
      readonly run: string;
      readonly statement: string;
      readonly signature: StatementSignature;
      readonly buckets: readonly number[];
      readonly excluded: readonly string[];
    };

export type StepOf<Name extends DigestStep['step']> = Extract<DigestStep, { step: Name }>;

/** What each step answers. */
export interface DigestAnswers {
  open: { kinds: readonly string[] };
  nodes: { digests?: readonly string[] };
  list: { entries: readonly (readonly [key: string, digest: string])[] };
  look: { links: readonly LinkEntry[]; records: readonly RecordEntry[] };
  settle: { done: true };
  sign: { signature: StatementSignature };
}

/** What one step answers: of its own shape. */
export type DigestAnswer = DigestAnswers[DigestStep['step']];

/** Buckets one `list` may name, things one `look` or `settle` may name: an answer stays far below a megabyte. */
export const MOST_BUCKETS = 256;
export const MOST_LOOKED_AT = 1_000;

const isWord = recordOf({ incarnation: isCount, seq: isCount, digest: isText });
const isLinkEntry = recordOf({
  linkId: isUuid,
  host: isText,
  isActive: isFlag,
  isSound: isFlag,
  isPending: isFlag,
  said: isWord,
  heard: orAbsent(isWord),
  data: orAbsent(isText),
});
const isRecordName = recordOf({ sayer: isText, kind: isText, subject: isText });
const isRecordEntry = recordOf({
  sayer: isText,
  kind: isText,
  subject: isText,
  word: isWord,
  isPending: isFlag,
});
const isSignature = recordOf({ program: isText, keyId: isText, signature: isText, at: isText });
const isBucket: Shape = (value) => isCount(value) && Number(value) < 65_536;
const atMost =
  (most: number, shape: Shape): Shape =>
  (value) =>
    listOf(shape)(value) && (value as unknown[]).length <= most;
const looked = (shape: Shape): Shape => atMost(MOST_LOOKED_AT, shape);

const SHAPES: Readonly<Record<DigestStep['step'], Shape>> = {
  open: recordOf({ run: isUuid, on: isText, kinds: atMost(100, isText) }),
  nodes: recordOf({
    run: isUuid,
    level: (level) => [0, 1, 2].includes(Number(level)),
    parents: atMost(4_096, isBucket),
  }),
  list: recordOf({ run: isUuid, buckets: atMost(MOST_BUCKETS, isBucket) }),
  look: recordOf({ run: isUuid, links: looked(isUuid), records: looked(isRecordName) }),
  settle: recordOf({
    run: isUuid,
    links: looked(isLinkEntry),
    linkIds: looked(isUuid),
    records: looked(isRecordEntry),
    names: looked(isRecordName),
  }),
  sign: recordOf({
    run: isUuid,
    statement: (value) => typeof value === 'string' && value.length < 2_000,
    signature: isSignature,
    buckets: atMost(65_536, isBucket),
    excluded: listOf(isText),
  }),
};
const isStepName = recordOf({ step: oneOf(Object.keys(SHAPES)) });

/** Whether the peer asks something that can be answered at all. */
export const isDigestStep = (value: unknown): value is DigestStep =>
  isStepName(value) && SHAPES[(value as DigestStep).step](value);
