import type { ApplicationForm } from '@harmonization/domain/application-form';
import { inBoth } from '@harmonization/domain/bilingual';
import {
  assess,
  hasStaffedPlaceIn,
  primaryContactIsOfficer,
  type EligibilityRule,
} from '@harmonization/domain/eligibility';
import { isScac, isUsdot } from '@harmonization/domain/identifiers';
import type { EligibilityFinding } from '@harmonization/domain/program-profile';
import { unansweredCategories } from '@harmonization/domain/security-profile/profile';

/** CTPAT-E1: an active highway carrier that crosses the border [cbp]. */
const highwayCarrier: EligibilityRule = {
  id: 'CTPAT-E1',
  isMet: ({ common }) => common.lineOfBusiness === 'HIGHWAY_CARRIER',
  text: inBoth(
    'Is a highway carrier that crosses the border.',
    'Est un transporteur routier qui traverse la frontière.',
  ),
};

/** CTPAT-E2: a business office staffed in the United States, Canada or Mexico [cbp]. */
const staffedOffice: EligibilityRule = {
  id: 'CTPAT-E2',
  isMet: (form) => hasStaffedPlaceIn(form, ['US', 'CA', 'MX']),
  text: inBoth(
    'Has a business office staffed in the United States, Canada or Mexico.',
    'A un bureau doté de personnel aux États-Unis, au Canada ou au Mexique.',
  ),
};

/** CTPAT-E3: a Standard Carrier Alpha Code; that it is active is the officer's check of the identifier [cbp]. */
const scac: EligibilityRule = {
  id: 'CTPAT-E3',
  isMet: ({ usSupplement }) => isScac(usSupplement?.scac ?? ''),
  text: inBoth('Has an active SCAC.', 'A un code SCAC actif.'),
};

/** CTPAT-E4: a number of the Department of Transportation; that it is active is the officer's check of the identifier [cbp]. */
const usdot: EligibilityRule = {
  id: 'CTPAT-E4',
  isMet: ({ usSupplement }) => isUsdot(usSupplement?.usdot ?? ''),
  text: inBoth('Has an active USDOT number.', 'A un numéro USDOT actif.'),
};

/** CTPAT-E5: a company officer is the primary contact for cargo security [cbp]. */
const officer: EligibilityRule = {
  id: 'CTPAT-E5',
  isMet: primaryContactIsOfficer,
  text: inBoth(
    'Has designated a company officer as its primary contact for cargo security.',
    'A désigné un dirigeant comme personne-ressource principale pour la sécurité des marchandises.',
  ),
};

/** CTPAT-E6: a supply chain security profile that answers every category of the minimum security criteria [cbp]. */
const securityProfile: EligibilityRule = {
  id: 'CTPAT-E6',
  isMet: ({ common }) =>
    unansweredCategories(common.securityProfile.map(({ criterion }) => criterion)).length === 0,
  text: inBoth('Has completed its security profile.', 'A rempli son profil de sécurité.'),
};

/** CTPAT-E7: a company officer commits the company to the program's agreement, by attesting the application [cbp]. */
const agreement: EligibilityRule = {
  id: 'CTPAT-E7',
  isMet: ({ attestations }) => attestations.accurate,
  text: inBoth(
    'Commits itself to the agreement of the program.',
    'S’engage à respecter l’accord de participation au programme.',
  ),
};

export const CTPAT_ELIGIBILITY: readonly EligibilityRule[] = [
  highwayCarrier,
  staffedOffice,
  scac,
  usdot,
  officer,
  securityProfile,
  agreement,
];

/** Every minimum requirement of the program, met or not. */
export const assessEligibility = (form: ApplicationForm): EligibilityFinding[] =>
  assess(CTPAT_ELIGIBILITY, form);
