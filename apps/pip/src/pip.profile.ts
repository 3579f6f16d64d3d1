import type { ProgramProfile } from '@harmonization/domain/program-profile';
import { assessEligibility } from './domain/eligibility';
import { PIP_LIFE_CYCLE } from './domain/life-cycle';

/** Everything that makes this service Partners in Protection. */
export const PIP_PROFILE: ProgramProfile = {
  code: 'PIP',
  name: { en: 'Partners in Protection', fr: 'Partenaires en protection' },
  country: 'CA',
  peer: {
    code: 'CTPAT',
    name: {
      en: 'Customs Trade Partnership Against Terrorism',
      fr: 'Partenariat des douanes et du commerce contre le terrorisme',
    },
    country: 'US',
  },
  mailLanguages: ['en', 'fr'],
  ownershipObjectionDays: 10,
  timeZone: 'America/Toronto',
  accountNumber: { prefix: 'PIP', digits: 7 },
  applicationReferencePrefix: 'HA-P',
  ownSupplement: 'canadianSupplement',
  peerSupplement: 'usSupplement',
  harmonizableLines: [{ line: 'HIGHWAY_CARRIER', from: '2013-01-01' }],
  accountLines: { HIGHWAY_CARRIER: 'HIGHWAY_CARRIER' },
  otherBorderLines: [],
  statusProof: 'LETTER',
  lifeCycle: PIP_LIFE_CYCLE,
  validationPrecedesDecision: true,
  checkSupplement: () => [],
  assessEligibility,
};
