import type { ApplicationForm } from '@harmonization/domain/application-form';
import { carriers } from '../../../../test/data/carriers';
import { assessEligibility } from './eligibility';

const [american, canadian] = carriers('pip-eligibility').map(({ form }) => form) as [
  ApplicationForm,
  ApplicationForm,
];

const unmet = (change: (form: ApplicationForm) => void, from = american): string[] => {
  const form = structuredClone(from);
  change(form);
  return assessEligibility(form)
    .filter(({ met }) => !met)
    .map(({ rule }) => rule);
};

describe('who may join PIP', () => {
  it.each([
    ['American', american],
    ['Canadian', canadian],
  ])('is a carrier that meets all nine rules, such as the %s', (_, form) => {
    expect(unmet(() => undefined, form)).toEqual([]);
    expect(assessEligibility(form)).toHaveLength(9);
  });

  it.each([
    [
      'PIP-E1',
      'another line of business',
      (form: ApplicationForm) => (form.common.lineOfBusiness = 'WAREHOUSE'),
    ],
    [
      'PIP-E2',
      'no facility',
      (form: ApplicationForm) => form.common.addresses.forEach((address) => (address.staffed = false)),
    ],
    [
      'PIP-E3',
      'no trip in 12 months',
      (form: ApplicationForm) => (form.canadianSupplement!.crossBorderTrips12Months = 0),
    ],
    [
      'PIP-E4',
      'no trip in 90 days',
      (form: ApplicationForm) => (form.canadianSupplement!.crossBorderTrips90Days = 0),
    ],
    [
      'PIP-E5',
      'no carrier code, based in the US',
      (form: ApplicationForm) => delete form.canadianSupplement!.canadianCarrierCode,
    ],
    [
      'PIP-E7',
      'no registration in CARM',
      (form: ApplicationForm) => (form.canadianSupplement!.carmRegistered = false),
    ],
    [
      'PIP-E8',
      'a primary contact who is no officer',
      (form: ApplicationForm) => (form.common.contacts[0]!.isCompanyOfficer = false),
    ],
    [
      'PIP-E9',
      'a security profile with a gap',
      (form: ApplicationForm) => (form.common.securityProfile = []),
    ],
  ])('%s: is not one with %s', (rule, _, change) => {
    expect(unmet(change)).toEqual([rule]);
  });

  it('PIP-E6: asks a Canadian company for its business number, and for no carrier code', () => {
    expect(unmet((form) => delete form.canadianSupplement!.bn15, canadian)).toEqual(['PIP-E6']);
    expect(unmet((form) => delete form.canadianSupplement!.canadianCarrierCode, canadian)).toEqual([]);
    expect(unmet((form) => delete form.canadianSupplement!.bn15, american)).toEqual([]);
  });
});
