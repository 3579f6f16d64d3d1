import type { ProgramProfile } from '@harmonization/domain/program-profile';
import { CTPAT_PROFILE } from '../../apps/ctpat/src/ctpat.profile';
import { PIP_PROFILE } from '../../apps/pip/src/pip.profile';

const BOTH: [string, ProgramProfile, ProgramProfile][] = [
  ['C-TPAT', CTPAT_PROFILE, PIP_PROFILE],
  ['PIP', PIP_PROFILE, CTPAT_PROFILE],
];

describe.each(BOTH)('the profile of %s', (_, profile, peer) => {
  it('knows the other program as that program knows itself', () => {
    expect(profile.peer).toEqual({ code: peer.code, name: peer.name, country: peer.country });
    expect([profile.ownSupplement, profile.peerSupplement]).toEqual([
      peer.peerSupplement,
      peer.ownSupplement,
    ]);
  });

  it('harmonizes the same lines of business, each with a word of its own for it', () => {
    expect(profile.harmonizableLines).toEqual(peer.harmonizableLines);
    expect(Object.keys(profile.accountLines)).toEqual(profile.harmonizableLines.map(({ line }) => line));
  });

  it('numbers accounts and applications so that nobody takes one for the other', () => {
    expect(profile.accountNumber.prefix).not.toBe(peer.accountNumber.prefix);
    expect(profile.applicationReferencePrefix).not.toBe(peer.applicationReferencePrefix);
    expect(profile.accountNumber.prefix.length + profile.accountNumber.digits).toBeLessThanOrEqual(15);
  });

  it('asks for a validation before its decision exactly where its table does', () => {
    const { moves, onApproval } = profile.lifeCycle;
    const needed = Object.values(moves).flatMap((each) =>
      each.filter(({ requires }) => requires === 'VALIDATION'),
    );

    expect(needed.some(({ to }) => onApproval.includes(to))).toBe(profile.validationPrecedesDecision);
  });
});
