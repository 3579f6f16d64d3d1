import type { ProgramProfile } from '@harmonization/domain/program-profile';
import { assessEligibility } from './domain/eligibility';
import { federalHolidays } from './domain/holidays';
import { CTPAT_LIFE_CYCLE } from './domain/life-cycle';
import { CTPAT_STATUS_NAMES } from './domain/status-names';
import { CTPAT_REASON_CODES } from './domain/reason-codes';
import { CTPAT_IMPORT } from './domain/member-import';

/** Everything that makes this service the Customs Trade Partnership Against Terrorism. */
export const CTPAT_PROFILE: ProgramProfile = {
  code: 'CTPAT',
  name: {
    en: 'Customs Trade Partnership Against Terrorism',
    fr: 'Partenariat entre les douanes et les entreprises contre le terrorisme',
  },
  face: { look: 'uswds', language: 'en', shortName: 'C-TPAT' },
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
  otherLines: [
    'IMPORTER',
    'EXPORTER',
    'CUSTOMS_BROKER',
    'CONSOLIDATOR',
    'FOREIGN_MANUFACTURER',
    'MEXICAN_LONG_HAUL',
    'RAIL',
    'SEA',
    'AIR',
    'MPTO',
    'THIRD_PARTY_LOGISTICS',
  ],
  accountsGroupedBy: 'EIN',
  statusProof: 'STATUS_VERIFICATION',
  lifeCycle: CTPAT_LIFE_CYCLE,
  statusNames: CTPAT_STATUS_NAMES,
  reasonCodes: CTPAT_REASON_CODES,
  appeals: {
    against: ['SUSPENDED', 'REMOVED', 'INELIGIBLE'],
    days: 90,
    daysByReason: { FALSE_INFORMATION: 30 },
    decisionDays: 180,
  },
  duties: {
    certificationDays: 90,
    firstValidationYears: 1,
    annual: 'ANNUAL_REVIEW',
    reviewDecisionDays: 30,
    responseDays: 90,
    representationDays: 30,
    reminderDays: [90, 30, 7, 0],
    reminderDaysOf: { VALIDATION_RESPONSE: [30, 7, 0] },
  },
  holidaysOf: federalHolidays,
  memberImport: CTPAT_IMPORT,
  validationPrecedesDecision: false,
  checkSupplement: () => [],
  assessEligibility,
};
