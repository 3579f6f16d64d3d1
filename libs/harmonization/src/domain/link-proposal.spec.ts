import type { ApplicationRecord } from './application-record';
import { proposalOf, type ProposalFacts } from './link-proposal';

const record = (facts: Partial<ApplicationRecord> = {}): ApplicationRecord => ({
  reference: 'HA-X-2026-000001',
  entry: 'HERE',
  state: 'IN_REVIEW',
  identifiers: { usdot: '1234567' },
  lineOfBusiness: 'HIGHWAY_CARRIER',
  standing: { member: false, active: false, linked: false, standing: 'ELIGIBLE' },
  determination: { result: 'HOST', host: 'HERE', designated: 'HERE', objected: false, rules: [] },
  scenario: { scenario: 1, flowName: 'F1', linkFlow: 'KEEP' },
  accountNumber: 'THERE1',
  headquarters: 'PENDING',
  ...facts,
});

const facts = (changed: Partial<ProposalFacts> = {}): ProposalFacts => ({
  self: 'HERE',
  applicationId: 'a1',
  isEntry: true,
  state: 'IN_REVIEW',
  accountNumber: 'HERE1',
  progress: record(),
  heard: record(),
  ...changed,
});

describe('LNK-2: who proposes a link, and when', () => {
  it('is the designated host, once both account numbers are known', () => {
    expect(proposalOf(facts())).toEqual({
      kind: 'propose',
      accountNumber: 'HERE1',
      peerAccountNumber: 'THERE1',
      applicationId: 'a1',
      flow: 'KEEP',
      host: 'HERE',
    });
  });

  it('is never the client, whoever took the application', () => {
    const hostedThere = record({
      determination: { result: 'HOST', host: 'THERE', objected: false, rules: [] },
    });
    expect(proposalOf(facts({ progress: hostedThere }))).toBeUndefined();
  });

  it('is the side at which the code was redeemed in scenario 4, whoever hosts', () => {
    const linking = record({
      linksActiveMembers: true,
      determination: { result: 'HOST', host: 'THERE', objected: false, rules: [] },
      scenario: { scenario: 4, flowName: 'F8', linkFlow: 'BOTH' },
    });
    expect(proposalOf(facts({ progress: linking }))?.host).toBe('THERE');
    expect(proposalOf(facts({ progress: linking, isEntry: false }))).toBeUndefined();
  });

  it.each<[string, Partial<ProposalFacts>]>([
    ['its own account is not open yet', { accountNumber: undefined }],
    ['the peer has not said its number', { heard: record({ accountNumber: undefined }) }],
    [
      'staff have not chosen the host',
      { progress: record({ determination: { result: 'STAFF', objected: false, rules: [] } }) },
    ],
    ['another link stands in the way', { progress: { ...record(), blockedBy: 'l1' } }],
    ['the headquarters failed the check there', { heard: record({ headquarters: 'FAILED' }) }],
    [
      'this program has denied',
      { progress: record({ decision: { outcome: 'DENIED', decidedOn: '2026-01-01' } }) },
    ],
    ['the application is withdrawn', { state: 'WITHDRAWN' }],
  ])('waits while %s', (_why, changed) => {
    expect(proposalOf(facts(changed))).toBeUndefined();
  });
});
