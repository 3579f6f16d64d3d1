import type { ProgramProfile } from '@harmonization/domain/program-profile';
import { assessEligibility } from './domain/eligibility';
import { CTPAT_LIFE_CYCLE } from './domain/life-cycle';

/** Everything that makes this service the Customs Trade Partnership Against Terrorism. */
export const CTPAT_PROFILE: ProgramProfile = {
  code: 'CTPAT',
  name: {
    en: 'Customs Trade Partnership Against Terrorism',
    fr: 'Partenariat des douanes et du commerce contre le terrorisme',
  },
  country: 'US',
  peer: {
    code: 'PIP',
    name: { en: 'Partners in Protection', fr: 'Partenaires en protection' },
    country: 'CA',
  },
  mailLanguages: ['en'],
  ownershipObjectionDays: 10,
  timeZone: 'America/New_York',
  accountNumber: { prefix: 'CT', digits: 8 },
  applicationReferencePrefix: 'HA-C',
  ownSupplement: 'usSupplement',
  peerSupplement: 'canadianSupplement',
  harmonizableLines: [{ line: 'HIGHWAY_CARRIER', from: '2013-01-01' }],
  accountLines: { HIGHWAY_CARRIER: 'HIGHWAY_CARRIER_US_CA' },
  otherBorderLines: ['HIGHWAY_CARRIER_US_MX'],
  statusProof: 'STATUS_VERIFICATION',
  lifeCycle: CTPAT_LIFE_CYCLE,
  validationPrecedesDecision: false,
  checkSupplement: () => [],
  assessEligibility,
};
