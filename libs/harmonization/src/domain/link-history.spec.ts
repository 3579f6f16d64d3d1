import { changesSeen, linkState } from './link-history';
import type { LinkRecord } from './link/record';

const record = (facts: Partial<LinkRecord>): LinkRecord => ({
  linkId: '0197',
  proposer: 'A',
  accountNumber: 'A1',
  peerAccountNumber: 'B1',
  applicationId: 'x',
  flow: 'KEEP',
  incarnation: 0,
  seq: 1,
  phase: 'ACTIVE',
  epoch: 1,
  host: 'A',
  offered: 0,
  decision: 'APPROVE',
  pauses: [],
  vote: 0,
  refused: 0,
  wantEnd: '',
  endReason: '',
  blockedBy: '',
  heardIncarnation: 0,
  heardSeq: 0,
  dataVersion: 1,
  ...facts,
});

const state = (own: Partial<LinkRecord>, peer?: Partial<LinkRecord>) =>
  linkState({
    self: 'A',
    peer: 'B',
    openedAt: '',
    data: {},
    own: record(own),
    ...(peer ? { mirror: record(peer) } : {}),
  });

const told = (before: ReturnType<typeof state> | undefined, after: ReturnType<typeof state>): string[] =>
  changesSeen(before, after, { self: 'A', peer: 'B' }).map(({ side, action, reason }) =>
    [side, action, reason].filter(Boolean).join(' '),
  );

describe('the history of a link', () => {
  it('HIST-1: keeps what both records show, and nothing of the numbering or the data', () => {
    const { own, peer } = state({}, { phase: 'CUTOVER' });
    expect(own).not.toHaveProperty('seq');
    expect(own).not.toHaveProperty('accountNumber');
    expect(peer?.phase).toBe('CUTOVER');
  });

  it('HIST-2: begins with the proposal, or with taking it up', () => {
    expect(told(undefined, state({ phase: 'PROPOSED', epoch: 0, decision: 'NONE' }))).toEqual([
      'OWN link.proposed',
    ]);
    expect(told(undefined, state({ phase: 'DECISIONS_PENDING', epoch: 0, decision: 'NONE' }))).toEqual([
      'OWN link.accepted',
    ]);
  });

  it.each<[string, Partial<LinkRecord>, Partial<LinkRecord>, string[]]>([
    ['nothing', {}, { seq: 9, heardSeq: 4 }, []],
    ['a decision', { decision: 'NONE' }, {}, ['OWN link.decided APPROVE']],
    ['a pause', {}, { pauses: ['SUSPENDED'] }, ['OWN link.paused SUSPENDED']],
    ['a pause that ends', { pauses: ['DISPUTED'] }, {}, ['OWN link.resumed DISPUTED']],
    ['a vote', {}, { vote: 1 }, ['OWN link.voted']],
    ['a vote taken back', { vote: 1 }, {}, ['OWN link.vote-withdrawn']],
    ['an edit', {}, { dataVersion: 2 }, ['OWN link.edited']],
    ['data taken', { host: 'B' }, { host: 'B', dataVersion: 2 }, ['OWN link.data-taken']],
    ['an offer', {}, { phase: 'TRANSFER_PENDING' }, ['OWN link.transfer-offered']],
    ['an offer returned', { phase: 'TRANSFER_PENDING' }, {}, ['OWN link.transfer-returned']],
    ['a refusal', {}, { refused: 2 }, ['OWN link.transfer-refused']],
    ['a new host', { host: 'B', vote: 1 }, { host: 'A', epoch: 2 }, ['OWN link.transferred']],
    ['a former host', { phase: 'TRANSFER_PENDING' }, { host: 'B', epoch: 2 }, ['OWN link.joined']],
    ['the first host', { phase: 'DECISIONS_PENDING', epoch: 0 }, {}, ['OWN link.activated']],
    ['a wish to end', {}, { wantEnd: 'CHOICE' }, ['OWN link.end-requested CHOICE']],
    ['the end', {}, { phase: 'ENDED', endReason: 'DELINKED' }, ['OWN link.ended DELINKED']],
    ['a resync', {}, { phase: 'RESYNC' }, ['OWN link.restored']],
    ['the end of a resync', { phase: 'RESYNC' }, {}, ['OWN link.recovered']],
  ])('HIST-2: names %s', (_what, before, after, expected) => {
    expect(told(state(before), state(after))).toEqual(expected);
  });

  it('HIST-2: tells of the other side what its record says', () => {
    const before = state({}, {});
    expect(told(before, state({}, { pauses: ['SUSPENDED'] }))).toEqual(['PEER link.paused SUSPENDED']);
    expect(told(before, state({}, { wantEnd: 'PROGRAM_ENDED' }))).toEqual([
      'PEER link.end-requested PROGRAM_ENDED',
    ]);
  });
});
