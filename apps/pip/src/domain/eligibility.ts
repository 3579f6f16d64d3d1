import type { ApplicationForm } from '@harmonization/domain/application-form';
import { inBoth } from '@harmonization/domain/bilingual';
import {
  assess,
  hasStaffedPlaceIn,
  headquartersCountryOf,
  primaryContactIsOfficer,
  type EligibilityRule,
} from '@harmonization/domain/eligibility';
import { isBn15, isCanadianCarrierCode } from '@harmonization/domain/identifiers';
import type { EligibilityFinding } from '@harmonization/domain/program-profile';
import { unansweredCategories } from '@harmonization/domain/security-profile/profile';

/** PIP-E1: a line of business that the program takes; highway carriers are one [cbsa]. */
const highwayCarrier: EligibilityRule = {
  id: 'PIP-E1',
  isMet: ({ common }) => common.lineOfBusiness === 'HIGHWAY_CARRIER',
  text: inBoth('Is a highway carrier.', 'Est un transporteur routier.'),
};

/** PIP-E2: owns or operates facilities in Canada or the United States [cbsa]. */
const facilities: EligibilityRule = {
  id: 'PIP-E2',
  isMet: (form) => hasStaffedPlaceIn(form, ['CA', 'US']),
  text: inBoth(
    'Operates facilities in Canada or the United States.',
    'Exploite des installations au Canada ou aux États-Unis.',
  ),
};

/** PIP-E3: has moved goods across the border in the last 12 months [cbsa]. */
const tradeHistory: EligibilityRule = {
  id: 'PIP-E3',
  isMet: ({ canadianSupplement }) => (canadianSupplement?.crossBorderTrips12Months ?? 0) > 0,
  text: inBoth(
    'Has crossed the border with goods in the last 12 months.',
    'A traversé la frontière avec des marchandises au cours des 12 derniers mois.',
  ),
};

/** PIP-E4: with at least one movement in the 90 days before it applied [cbsa]. */
const recentTrips: EligibilityRule = {
  id: 'PIP-E4',
  isMet: ({ canadianSupplement }) => (canadianSupplement?.crossBorderTrips90Days ?? 0) > 0,
  text: inBoth(
    'Has crossed the border with goods in the last 90 days.',
    'A traversé la frontière avec des marchandises au cours des 90 derniers jours.',
  ),
};

/** PIP-E5: a carrier based in the United States holds a valid Canadian carrier code [cbsa]. */
const carrierCode: EligibilityRule = {
  id: 'PIP-E5',
  isMet: (form) =>
    headquartersCountryOf(form) !== 'US' ||
    isCanadianCarrierCode(form.canadianSupplement?.canadianCarrierCode ?? ''),
  text: inBoth(
    'Holds a Canadian carrier code, if based in the United States.',
    'Détient un code de transporteur canadien, s’il est établi aux États-Unis.',
  ),
};

/** PIP-E6: a Canadian company holds a business number [cbsa]. */
const businessNumber: EligibilityRule = {
  id: 'PIP-E6',
  isMet: (form) => headquartersCountryOf(form) !== 'CA' || isBn15(form.canadianSupplement?.bn15 ?? ''),
  text: inBoth('Holds a business number, if Canadian.', 'Détient un numéro d’entreprise, s’il est canadien.'),
};

/** PIP-E7: every applicant is registered in the client portal of CARM [cbsa]. */
const carm: EligibilityRule = {
  id: 'PIP-E7',
  isMet: ({ canadianSupplement }) => canadianSupplement?.carmRegistered === true,
  text: inBoth('Is registered in CARM.', 'Est inscrit à la GCRA.'),
};

/** PIP-E8: a company officer answers for the application. */
const officer: EligibilityRule = {
  id: 'PIP-E8',
  isMet: primaryContactIsOfficer,
  text: inBoth(
    'Has a company officer as its primary contact.',
    'A un dirigeant de l’entreprise comme personne-ressource principale.',
  ),
};

/** PIP-E9: a security profile in which the minimum security requirements are answered [cbsa]. */
const securityProfile: EligibilityRule = {
  id: 'PIP-E9',
  isMet: ({ common }) =>
    unansweredCategories(common.securityProfile.map(({ criterion }) => criterion)).length === 0,
  text: inBoth('Has completed its security profile.', 'A rempli son profil de sécurité.'),
};

export const PIP_ELIGIBILITY: readonly EligibilityRule[] = [
  highwayCarrier,
  facilities,
  tradeHistory,
  recentTrips,
  carrierCode,
  businessNumber,
  carm,
  officer,
  securityProfile,
];

/** Every minimum requirement of the program, met or not. */
export const assessEligibility = (form: ApplicationForm): EligibilityFinding[] =>
  assess(PIP_ELIGIBILITY, form);
