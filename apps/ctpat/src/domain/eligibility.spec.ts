import type { ApplicationForm } from '@harmonization/domain/application-form';
import { carriers } from '../../../../test/data/carriers';
import { assessEligibility } from './eligibility';

const [american] = carriers('ctpat-eligibility').map(({ form }) => form) as [ApplicationForm];

const unmet = (change: (form: ApplicationForm) => void): string[] => {
  const form = structuredClone(american);
  change(form);
  return assessEligibility(form)
    .filter(({ met }) => !met)
    .map(({ rule }) => rule);
};

describe('who may join C-TPAT', () => {
  it('is a carrier that meets all seven rules', () => {
    expect(unmet(() => undefined)).toEqual([]);
    expect(assessEligibility(american)).toHaveLength(7);
  });

  it.each([
    [
      'CTPAT-E1',
      'another line of business',
      (form: ApplicationForm) => (form.common.lineOfBusiness = 'IMPORTER'),
    ],
    [
      'CTPAT-E2',
      'no staffed office',
      (form: ApplicationForm) => form.common.addresses.forEach((address) => (address.staffed = false)),
    ],
    [
      'CTPAT-E2',
      'an office in a third country',
      (form: ApplicationForm) => form.common.addresses.forEach((address) => (address.country = 'JP')),
    ],
    ['CTPAT-E3', 'no SCAC', (form: ApplicationForm) => (form.usSupplement!.scac = '')],
    ['CTPAT-E4', 'no USDOT number', (form: ApplicationForm) => (form.usSupplement!.usdot = '')],
    [
      'CTPAT-E5',
      'a primary contact who is no officer',
      (form: ApplicationForm) => (form.common.contacts[0]!.isCompanyOfficer = false),
    ],
    [
      'CTPAT-E6',
      'a security profile with a gap',
      (form: ApplicationForm) => (form.common.securityProfile = form.common.securityProfile.slice(0, 3)),
    ],
    ['CTPAT-E7', 'no commitment', (form: ApplicationForm) => (form.attestations.accurate = false)],
  ])('%s: is not one with %s', (rule, _, change) => {
    expect(unmet(change)).toEqual([rule]);
  });

  it('finds both identifiers missing where the supplement is', () => {
    expect(unmet((form) => delete form.usSupplement)).toEqual(['CTPAT-E3', 'CTPAT-E4']);
  });
});
