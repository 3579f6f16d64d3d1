import { isNewsTo, onlyAcknowledges, standsAlike, type LinkMessage, type LinkRecord } from './record';

const record: LinkRecord = {
  linkId: '0190c0de-0000-7000-8000-000000000001',
  proposer: 'ALPHA',
  accountNumber: 'A1',
  peerAccountNumber: 'B1',
  applicationId: '',
  flow: 'KEEP',
  incarnation: 0,
  seq: 4,
  phase: 'ACTIVE',
  epoch: 1,
  host: 'ALPHA',
  offered: 0,
  decision: 'APPROVE',
  pauses: [],
  vote: 0,
  refused: 0,
  wantEnd: '',
  endReason: '',
  blockedBy: '',
  heardIncarnation: 0,
  heardSeq: 3,
  dataVersion: 2,
};

describe('two records of one side', () => {
  it('stand alike where only the data, and what counts them, have moved', () => {
    expect(standsAlike(record, { ...record, seq: 5, dataVersion: 3, heardSeq: 9, heardIncarnation: 1 })).toBe(
      true,
    );
    expect(standsAlike(undefined, undefined)).toBe(true);
  });

  it.each<[string, Partial<LinkRecord>]>([
    ['phase', { phase: 'CUTOVER' }],
    ['epoch', { epoch: 2 }],
    ['host', { host: 'BETA' }],
    ['offer', { offered: 2 }],
    ['decision', { decision: 'DENY' }],
    ['pauses', { pauses: ['SUSPENDED'] }],
    ['vote', { vote: 2 }],
    ['refusal', { refused: 2 }],
    ['wish to end', { wantEnd: 'CHOICE' }],
    ['reason of the end', { endReason: 'DELINKED' }],
    ['blocking link', { blockedBy: 'other' }],
    ['restores', { incarnation: 1 }],
  ])('stand otherwise where the %s differ', (_what, change) => {
    expect(standsAlike(record, { ...record, ...change })).toBe(false);
  });

  it('stand otherwise where one of them is not known', () => {
    expect(standsAlike(undefined, record)).toBe(false);
    expect(standsAlike(record, undefined)).toBe(false);
  });
});

describe('LNK-3: a word that only acknowledges', () => {
  const taken = { ...record, seq: 5, dataVersion: 3, heardSeq: 9 };

  it('says that its sayer holds newer data, and nothing else', () => {
    expect(onlyAcknowledges({ record: taken }, record)).toBe(true);
  });

  it.each<[string, LinkMessage<unknown>, LinkRecord | undefined]>([
    ['brings data', { record: taken, data: {} }, record],
    ['asks for an answer', { record: taken, again: true }, record],
    ['answers a restored side', { record: { ...taken, heardRecord: record } }, record],
    ['says more than that', { record: { ...taken, pauses: ['SUSPENDED'] } }, record],
    ['holds no newer data', { record: { ...taken, dataVersion: 2 } }, record],
    ['is the first of its link', { record: taken }, undefined],
  ])('is none where it %s', (_what, message, before) => {
    expect(onlyAcknowledges(message, before)).toBe(false);
  });
});

describe('LNK-3: a record of which a message shows that its sender has not heard it', () => {
  it.each([
    ['a lower number was heard', 0, 4, true],
    ['this number was heard', 0, 5, false],
    ['a higher one was heard: this is a backup', 0, 6, false],
    ['nothing of this incarnation was heard, whatever the number', -1, 9, true],
    ['a later incarnation was heard', 1, 1, false],
  ])('where %s', (_, incarnations, heardSeq, unheard) => {
    const heardIncarnation = record.incarnation + incarnations;
    expect(isNewsTo({ ...record, seq: 5 }, { heardIncarnation, heardSeq })).toBe(unheard);
  });
});
