import fc from 'fast-check';
import { v7 as uuidV7 } from 'uuid';
import { MalformedBatch, readBatch } from './batch';
import { envelopeFaults, type Envelope } from './envelope';
import { isRefusalCode, parseBatchAnswer } from './receipt';

const anEnvelope = (changes: object = {}): Envelope => ({
  id: uuidV7(),
  kind: 'link',
  subject: 'link-1',
  incarnation: 1,
  seq: 1,
  heardIncarnation: 0,
  heardSeq: 0,
  record: {},
  ...changes,
});
const aBatch = (messages: unknown[]): string =>
  JSON.stringify({ version: '1', from: 'A', to: 'B', messages });

describe('an envelope', () => {
  it('is well-formed with exactly its eight fields', () => {
    expect(envelopeFaults(anEnvelope())).toEqual([]);
  });

  it.each<[string, unknown]>([
    ['id', '01890000-0000-4000-8000-000000000000'],
    ['id', uuidV7().toUpperCase()],
    ['kind', 'Link'],
    ['kind', ''],
    ['subject', ''],
    ['subject', 'x'.repeat(201)],
    ['subject', 7],
    ['incarnation', -1],
    ['seq', 1.5],
    ['seq', Number.MAX_SAFE_INTEGER + 1],
    ['heardIncarnation', '0'],
    ['heardSeq', null],
    ['record', []],
    ['record', null],
    ['record', 'text'],
    ['constructor', 1],
    ['extra', 1],
  ])('is faulty with %s = %j', (field, value) => {
    expect(envelopeFaults({ ...anEnvelope(), [field]: value })).toEqual([field]);
  });

  it('names everything that is missing', () => {
    expect(envelopeFaults({})).toEqual(Object.keys(anEnvelope()));
  });

  it.each([null, 'text', 7, []])('is none when it is %j', (value) => {
    expect(envelopeFaults(value)).toEqual(['envelope']);
  });
});

describe('a batch', () => {
  it('is read back as it was written, whatever the records hold', () => {
    const record = fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue());
    fc.assert(
      fc.property(fc.array(record, { maxLength: 5 }), (records) => {
        const messages = records.map(
          (inner) => JSON.parse(JSON.stringify(anEnvelope({ record: inner }))) as Envelope,
        );
        const read = readBatch(aBatch(messages));
        expect([...read.messages.map(({ id }) => id), ...read.unreadable.map(({ id }) => id)].sort()).toEqual(
          messages.map(({ id }) => id).sort(),
        );
      }),
    );
  });

  it('sets a faulty envelope apart under its id', () => {
    const [good, bad] = [anEnvelope(), anEnvelope({ kind: '?' })];
    const { messages, unreadable } = readBatch(aBatch([good, bad]));
    expect(messages).toEqual([good]);
    expect(unreadable).toEqual([{ id: bad.id, code: 'ENVELOPE_MALFORMED' }]);
  });

  it('sets text apart that no database can store, also in a key, but not text that only looks like it', () => {
    const [value, key, harmless] = [
      anEnvelope({ record: { deep: [{ text: 'a\u0000b' }] } }),
      anEnvelope({ record: { 'a\ud800': 1 } }),
      anEnvelope({ record: { text: 'the six characters \\u0000, and 🚚' } }),
    ];
    const { messages, unreadable } = readBatch(aBatch([value, key, harmless]));
    expect(messages).toEqual([harmless]);
    expect(unreadable.map(({ code }) => code)).toEqual(['TEXT_NOT_STORABLE', 'TEXT_NOT_STORABLE']);
  });

  it('of anything else is malformed, never another error', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(() => readBatch(text)).toThrow(MalformedBatch);
      }),
    );
  });
});

describe('an answer', () => {
  const id = uuidV7();

  it('is a list of receipts', () => {
    const receipts = [
      { id, result: 'superseded' },
      { id: uuidV7(), result: 'refused', code: 'NOT_ALLOWED' },
    ];
    expect(parseBatchAnswer(JSON.stringify({ version: '1', receipts }))).toEqual(receipts);
  });

  it('may bring a word with a receipt, and is none when that word is malformed', () => {
    const word = anEnvelope();
    const answer = (said: object): string =>
      JSON.stringify({ version: '1', receipts: [{ id, result: 'applied', word: said }] });
    expect(parseBatchAnswer(answer(word))).toEqual([{ id, result: 'applied', word }]);
    expect(() => parseBatchAnswer(answer({ ...word, seq: -1 }))).toThrow('other than a version 1 list');
    expect(() => parseBatchAnswer(answer({ ...word, more: 1 }))).toThrow('other than a version 1 list');
  });

  it.each([
    'null',
    '{}',
    '[]',
    '{"version":"2","receipts":[]}',
    '{"version":"1"}',
    `{"version":"1","receipts":[{"id":"${id}"}]}`,
    `{"version":"1","receipts":[{"id":"${id}","result":"lost"}]}`,
    `{"version":"1","receipts":[{"id":"${id}","result":"refused"}]}`,
    '{"version":"1","receipts":[{"id":"1","result":"applied"}]}',
  ])('is none when it is %s', (json) => {
    expect(() => parseBatchAnswer(json)).toThrow('other than a version 1 list');
  });

  it('has refusal codes in capitals, also such as a later version may bring', () => {
    expect(['NOT_ALLOWED', 'KIND_2_UNKNOWN'].every(isRefusalCode)).toBe(true);
    expect(['', 'not allowed', '1X', 'X'.repeat(65), 7].some(isRefusalCode)).toBe(false);
  });
});
