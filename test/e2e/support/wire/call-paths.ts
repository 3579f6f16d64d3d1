/** Leaves of what the services say beside records: only protocol (domain §8: link state, versions, digests), and problems. */
const ENTRY_WORD = ['incarnation', 'seq', 'digest'];
const each = (place: string, fields: readonly string[]): string[] =>
  fields.map((field) => `${place}.${field}`);
const LINK_ENTRY = [
  ...['linkId', 'host', 'isActive', 'isSound', 'isPending', 'data'],
  ...each('said', ENTRY_WORD),
  ...each('heard', ENTRY_WORD),
];
const RECORD_NAME = ['sayer', 'kind', 'subject'];
const RECORD_ENTRY = [...RECORD_NAME, 'isPending', ...each('word', ENTRY_WORD)];
const ECHO = [
  'records[].subject',
  ...each('records[].heard', ['incarnation', 'seq']),
  ...each('records[].said', ['incarnation', 'seq']),
];
const SIGNATURE = each('signature', ['program', 'keyId', 'signature', 'at']);

/** By what is said: the leaves it may have. */
export const CALL_PATHS: Readonly<Record<string, readonly string[]>> = {
  batch: ['version', 'from', 'to'],
  envelope: ['id', 'kind', 'subject', 'incarnation', 'seq', 'heardIncarnation', 'heardSeq'],
  receipts: ['version', ...each('receipts[]', ['id', 'result', 'code'])],
  'digest question': [
    ...['step', 'run', 'on', 'kinds', 'level', 'parents', 'buckets', 'links', 'linkIds', 'statement'],
    ...['excluded', ...SIGNATURE],
    ...each('links[]', LINK_ENTRY),
    ...each('records[]', RECORD_ENTRY),
    ...each('names[]', RECORD_NAME),
  ],
  'digest answer': [
    ...['kinds', 'digests', 'entries[]', 'done', ...SIGNATURE],
    ...each('links[]', LINK_ENTRY),
    ...each('records[]', RECORD_ENTRY),
  ],
  'echo question': ['kind', 'after'],
  'echo answer': ['next', ...ECHO],
  keys: each('keys[]', ['kty', 'crv', 'x', 'kid', 'alg', 'use']),
  problem: ['type', 'title', 'status', 'code', 'detail', 'instance', 'correlationId'],
};
