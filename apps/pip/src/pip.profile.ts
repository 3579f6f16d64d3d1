import type { ProgramProfile } from '@harmonization/domain/program-profile';
import { assessEligibility } from './domain/eligibility';
import { statutoryHolidays } from './domain/holidays';
import { PIP_LIFE_CYCLE } from './domain/life-cycle';
import { PIP_STATUS_NAMES } from './domain/status-names';
import { PIP_REASON_CODES } from './domain/reason-codes';
import { PIP_IMPORT } from './domain/member-import';

/** Everything that makes this service Partners in Protection. */
export const PIP_PROFILE: ProgramProfile = {
  code: 'PIP',
  name: { en: 'Partners in Protection', fr: 'Partenaires en protection' },
  face: { look: 'gcds', language: 'en', shortName: 'PIP' },
  country: 'CA',
  peer: {
    code: 'CTPAT',
    name: {
      en: 'Customs Trade Partnership Against Terrorism',
      fr: 'Partenariat entre les douanes et les entreprises contre le terrorisme',
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
  otherLines: [
    'IMPORTER',
    'EXPORTER',
    'WAREHOUSE',
    'FREIGHT_FORWARDER',
    'SHIPPING_AGENT',
    'CUSTOMS_BROKER',
    'RAIL',
    'MARINE',
    'AIR',
    'COURIER',
  ],
  accountsGroupedBy: 'BN9',
  statusProof: 'LETTER',
  lifeCycle: PIP_LIFE_CYCLE,
  statusNames: PIP_STATUS_NAMES,
  reasonCodes: PIP_REASON_CODES,
  appeals: { against: ['SUSPENDED', 'CANCELLED', 'DENIED'], days: 30, decisionDays: 180 },
  duties: {
    annual: 'ANNUAL_SIGN_IN',
    reviewDecisionDays: 30,
    responseDays: 90,
    representationDays: 30,
    reminderDays: [90, 30, 7, 0],
    reminderDaysOf: { VALIDATION_RESPONSE: [30, 7, 0], ACTION_PLAN: [30, 7, 0], REPRESENTATIONS: [7, 0] },
  },
  holidaysOf: statutoryHolidays,
  memberImport: PIP_IMPORT,
  validationPrecedesDecision: true,
  checkSupplement: () => [],
  assessEligibility,
};
