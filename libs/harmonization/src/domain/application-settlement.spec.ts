import fc from 'fast-check';
import {
  APPLICATION_STATES,
  CLOSED_APPLICATION_STATES,
  type ApplicationRecord,
  type CarrierStanding,
} from './application-record';
import { isHostDue, isUnderReview, settleApplication, type ApplicationFacts } from './application-settlement';
import type { HostDetermination } from './host-assignment';

const stranger: CarrierStanding = { member: false, active: false, linked: false, standing: 'ELIGIBLE' };
const member: CarrierStanding = { ...stranger, member: true, active: true };
const fixed: HostDetermination = {
  result: 'HOST',
  host: 'ALPHA',
  designated: 'ALPHA',
  objected: false,
  rules: [],
};
const toStaff: HostDetermination = { result: 'STAFF', objected: false, rules: [] };

const aRecord = (change: Partial<ApplicationRecord> = {}): ApplicationRecord => ({
  reference: 'HA-P-2026-000001',
  entry: 'ALPHA',
  state: 'SUBMITTED',
  identifiers: {},
  lineOfBusiness: 'HIGHWAY_CARRIER',
  standing: stranger,
  headquarters: 'PENDING',
  ...change,
});

const facts = (change: Partial<ApplicationFacts> = {}): ApplicationFacts => ({
  state: 'SUBMITTED',
  isEntry: true,
  standalone: false,
  standing: stranger,
  heard: aRecord(),
  proofHere: false,
  proofThere: false,
  determination: fixed,
  infoRequested: false,
  ...change,
});
const settle = (change: Partial<ApplicationFacts> = {}) => settleApplication(facts(change));

const decision = { outcome: 'APPROVED', decidedOn: '2026-03-02' } as const;

describe('where an application stands', () => {
  it.each(CLOSED_APPLICATION_STATES)('APP-1: stays %s whatever is heard', (state) => {
    expect(settle({ state, heard: aRecord({ state: 'WITHDRAWN' }), survivingTwin: 'lower' })).toEqual({
      state,
    });
  });

  it('APP-2: gives way to the twin with the lower id, known here or there', () => {
    expect(settle({ survivingTwin: 'lower' })).toEqual({ state: 'SUPERSEDED', supersededBy: 'lower' });
    expect(settle({ heard: aRecord({ supersededBy: 'lower' }) })).toEqual({
      state: 'SUPERSEDED',
      supersededBy: 'lower',
    });
  });

  it('APP-3: closes with the peer, but decides for itself', () => {
    expect(settle({ heard: aRecord({ state: 'WITHDRAWN' }) }).state).toBe('WITHDRAWN');
    expect(settle({ heard: aRecord({ state: 'DECIDED', decision }) }).state).toBe('IN_REVIEW');
  });

  it('APP-4: waits for the other program, unless it is for one program only', () => {
    expect(settle({ heard: undefined }).state).toBe('SUBMITTED');
    expect(settle({ heard: undefined, standalone: true, determination: undefined }).state).toBe('IN_REVIEW');
  });

  it('APP-5: is refused to a carrier already linked, but not by the link that it makes itself', () => {
    expect(settle({ standing: { ...stranger, linked: true } }).state).toBe('REFUSED');
    expect(settle({ heard: aRecord({ standing: { ...stranger, linked: true } }) }).state).toBe('REFUSED');
    expect(settle({ standing: { ...member, linked: true }, state: 'IN_REVIEW' }).state).toBe('IN_REVIEW');
  });

  it('APP-6: asks for proof of each membership that it would use', () => {
    expect(settle({ standing: member }).state).toBe('PROOF_NEEDED');
    expect(settle({ standing: member, proofHere: true }).state).toBe('IN_REVIEW');
    expect(settle({ heard: aRecord({ standing: member }) }).state).toBe('PROOF_NEEDED');
    expect(settle({ heard: aRecord({ standing: member }), proofThere: true }).state).toBe('IN_REVIEW');
  });

  it('APP-7: follows the entry side until the host is fixed', () => {
    const other = { isEntry: false, determination: undefined };

    expect(
      settle({ ...other, heard: aRecord({ state: 'PENDING_STAFF', determination: toStaff }) }),
    ).toMatchObject({ state: 'PENDING_STAFF' });
    expect(settle({ ...other, heard: aRecord({ state: 'IN_REVIEW', determination: fixed }) })).toEqual({
      state: 'IN_REVIEW',
      determination: fixed,
    });
  });

  it.each([
    ['STAFF', 'PENDING_STAFF'],
    ['HELD', 'HELD'],
    ['REFUSED', 'REFUSED'],
  ] as const)('APP-8: with the host left %s it is %s', (result, state) => {
    expect(settle({ determination: { ...toStaff, result } }).state).toBe(state);
  });

  it.each<[string, Partial<ApplicationFacts>]>([
    ['the other program has not answered', { heard: undefined }],
    ['the code is not answered', { peerMembership: { outcome: 'ASKED' } }],
    ['the code is wrong', { peerMembership: { outcome: 'NO_MATCH' } }],
    [
      'the code proves a member that is not yet heard of',
      { peerMembership: { outcome: 'MATCH' }, proofThere: true },
    ],
    ['control is not proven', { heard: aRecord({ standing: member }) }],
    ['it is linked already', { standing: { ...stranger, linked: true } }],
    ['it gives way to a twin', { survivingTwin: 'lower' }],
    ['it is closed', { state: 'WITHDRAWN' }],
    ['it was made at the other program', { isEntry: false }],
    ['it is for one program alone', { standalone: true }],
  ])('APP-8: its host is not worked out while %s', (_why, change) => {
    expect(isHostDue(facts())).toBe(true);
    expect(isHostDue(facts(change))).toBe(false);
  });

  it('APP-9: is decided once both programs have, or the one that was asked', () => {
    expect(settle({ decision }).state).toBe('IN_REVIEW');
    expect(settle({ decision, heard: aRecord({ decision }) }).state).toBe('DECIDED');
    expect(settle({ decision, standalone: true, heard: undefined }).state).toBe('DECIDED');
  });

  it('APP-10: is open to changes while either program asks for information', () => {
    expect(settle({ infoRequested: true }).state).toBe('INFO_REQUESTED');
    expect(
      settle({ heard: aRecord({ infoRequest: { text: 'Which yard?', askedAt: '2026-03-02' } }) }).state,
    ).toBe('INFO_REQUESTED');
  });

  it('settles in one step: settling again changes nothing', () => {
    const facts = fc.record({
      state: fc.constantFrom(...APPLICATION_STATES.filter((state) => state !== 'DRAFT')),
      isEntry: fc.boolean(),
      standing: fc.constantFrom(stranger, member, { ...stranger, linked: true }),
      heard: fc.option(
        fc.constantFrom(
          aRecord(),
          aRecord({ standing: member }),
          aRecord({ decision }),
          aRecord({ determination: fixed }),
        ),
        { nil: undefined },
      ),
      proofHere: fc.boolean(),
      proofThere: fc.boolean(),
      determination: fc.constantFrom(undefined, fixed, toStaff),
      decision: fc.constantFrom(undefined, decision),
      infoRequested: fc.boolean(),
    });
    fc.assert(
      fc.property(facts, (given) => {
        // An application is in review only once its host is fixed.
        fc.pre(!isUnderReview(given.state) || given.determination === fixed);
        const once = settle(given);
        // Only the state and the determination are stored; every other fact is gathered again.
        expect(
          settle({ ...given, state: once.state, determination: once.determination ?? given.determination })
            .state,
        ).toBe(once.state);
      }),
    );
  });
});
