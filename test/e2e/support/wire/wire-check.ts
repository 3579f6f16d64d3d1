import { leafPaths, strayPaths } from '@harmonization/domain/field-ownership/wire-paths';
import type { NumberedWord } from '@harmonization/record-sync/record-kind';
import type { EchoAnswer } from '@harmonization/restore/echoes';
import type { Envelope } from '@peer-contract/envelope';
import type { PassedAnswer, PassedRequest } from '@testing/proxy/behaviours';
import type { Exchange, PeerProxy } from '@testing/proxy/peer-proxy';
import { CALL_PATHS } from './call-paths';

type Call = keyof typeof CALL_PATHS;

interface Said {
  readonly call: Call;
  readonly body: Buffer;
}

/** Every leaf that crossed on this line and belongs to no row of the ownership table, each once: its kind and its path. */
export function strayOnWire({ heard, passed }: Pick<PeerProxy, 'heard' | 'passed'>): string[] {
  const strays = [
    ...heard.flatMap((request) => straysIn(questionIn(request), request)),
    ...passed.flatMap(({ request, answer }) => straysIn(answerIn(request, answer), request)),
    ...passed.flatMap(straysInEchoes),
  ];
  return [...new Set(strays)].toSorted();
}

const ECHOES = /^POST \/peer\/v1\/echoes$/;
const QUESTIONS: readonly (readonly [RegExp, Call])[] = [
  [/^POST \/peer\/v1\/messages$/, 'batch'],
  [/^POST \/peer\/v1\/digests$/, 'digest question'],
  [ECHOES, 'echo question'],
];
const ANSWERS: readonly (readonly [RegExp, Call])[] = [
  [/^POST \/peer\/v1\/messages$/, 'receipts'],
  [/^POST \/peer\/v1\/digests$/, 'digest answer'],
  [ECHOES, 'echo answer'],
  [/^GET \/\.well-known\/jwks\.json$/, 'keys'],
];
/** The bytes of a shared document, by its hash: named by the record that shares it (row `documents[]`), sent without a question. */
const DOCUMENT = /^GET \/peer\/v1\/documents\/[0-9a-f]{64}$/;

const nameOf = ({ method, path }: PassedRequest): string => `${method} ${path}`;
const callOf = (table: typeof QUESTIONS, request: PassedRequest): Call | undefined =>
  table.find(([pattern]) => pattern.test(nameOf(request)))?.[1];

const questionIn = (request: PassedRequest): Said => ({
  call: callOf(QUESTIONS, request) ?? 'nothing',
  body: request.body,
});

function answerIn(request: PassedRequest, { status, body }: PassedAnswer): Said {
  const isDocument = status === 200 && DOCUMENT.test(nameOf(request));
  if (isDocument) return { call: 'nothing', body: Buffer.alloc(0) };
  return { call: status === 200 ? (callOf(ANSWERS, request) ?? 'nothing') : 'problem', body };
}

function straysIn({ call, body }: Said, request: PassedRequest): string[] {
  if (body.length === 0) return [];
  const said = parsed(body);
  if (said === undefined) return [`${nameOf(request)}: bytes that are no JSON`];
  if (call === 'echo answer') return straysInCall(call, withoutRecords(said as unknown as EchoAnswer));
  if (call === 'receipts') return straysInReceipts(said);
  return call === 'batch' ? straysInBatch(said) : straysInCall(call, said);
}

const withoutRecords = ({ records, ...answer }: EchoAnswer): object => ({
  ...answer,
  records: records.map(({ heard, said, ...echo }) => ({
    ...echo,
    heard: numbersOf(heard),
    said: numbersOf(said),
  })),
});

const numbersOf = (word: NumberedWord | undefined): object => {
  const { record: _checkedByKind, ...numbers } = word ?? {};
  return numbers;
};

function straysInBatch({ messages, ...batch }: Record<string, unknown>): string[] {
  return [...straysInCall('batch', batch), ...(messages as Envelope[]).flatMap(straysInEnvelope)];
}

const straysInEnvelope = ({ record, ...envelope }: Envelope): string[] => [
  ...straysInCall('envelope', envelope),
  ...strayPaths(envelope.kind, record).map((path) => `record of kind ${envelope.kind}: ${path}`),
];

/** LNK-3: a receipt may carry a word of the one that gives it. */
function straysInReceipts({ receipts, ...answer }: Record<string, unknown>): string[] {
  const given = receipts as ({ word?: Envelope } & Record<string, unknown>)[];
  return [
    ...straysInCall('receipts', { ...answer, receipts: given.map(({ word: _word, ...receipt }) => receipt) }),
    ...given.flatMap(({ word }) => (word ? straysInEnvelope(word) : [])),
  ];
}

/** What a restored side is told of its own words, and of the teller's: each record is of the kind that it asked for. */
function straysInEchoes({ request, answer }: Exchange): string[] {
  if (!ECHOES.test(nameOf(request)) || answer.status !== 200) return [];
  const { kind } = parsed(request.body) as { kind: string };
  const { records } = parsed(answer.body) as unknown as EchoAnswer;
  return records
    .flatMap(({ heard, said }) => [heard, said])
    .flatMap((word) => strayPaths(kind, word?.record ?? {}))
    .map((path) => `echo of kind ${kind}: ${path}`);
}

const straysInCall = (call: Call, said: object): string[] =>
  [...leafPaths(said)]
    .filter((path) => !(CALL_PATHS[call] ?? []).includes(path))
    .map((path) => `${call}: ${path}`);

function parsed(body: Buffer): Record<string, unknown> | undefined {
  try {
    return JSON.parse(body.toString()) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}
