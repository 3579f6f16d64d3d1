import type { ApplicationRecord } from './application-record';
import { recalledProgress } from './recalled-application';

const own: ApplicationRecord = {
  reference: 'HA-C-2026-000123',
  entry: 'A',
  state: 'IN_REVIEW',
  identifiers: { usdot: '123' },
  lineOfBusiness: 'HIGHWAY_CARRIER',
  standing: { member: false, active: false, linked: false, standing: 'ELIGIBLE' },
  headquarters: 'VERIFIED',
  accountNumber: 'CT00000001',
  form: {},
  infoAnswered: '2026-03-02T00:00:00Z',
};

describe('an application that comes back after a restore', () => {
  it('APP-13: stands as this side had said it, without what is the row’s own', () => {
    const progress = recalledProgress(own);

    expect(progress).toMatchObject({ headquarters: 'VERIFIED', infoAnswered: '2026-03-02T00:00:00Z' });
    for (const name of ['reference', 'state', 'form', 'accountNumber'])
      expect(progress).not.toHaveProperty(name);
  });

  it('APP-13: asks for no proof again where its form had crossed, and for the code once more where it had not', () => {
    expect(recalledProgress(own)).toMatchObject({ proofHere: true, proofThere: true });
    expect(recalledProgress({ ...own, state: 'PROOF_NEEDED' })).not.toHaveProperty('proofHere');
  });
});
