import type { ImportSettings } from '@harmonization/domain/member-import/import-settings';

const HIGHWAY_CARRIERS = ['HIGHWAY_CARRIER_US_CA', 'HIGHWAY_CARRIER_US_MX', 'MEXICAN_LONG_HAUL'];

/** C-TPAT's own words in the files of its members: one account a type of business. */
export const CTPAT_IMPORT: ImportSettings = {
  lineColumn: 'businessType',
  lines: [
    ...HIGHWAY_CARRIERS,
    'IMPORTER',
    'EXPORTER',
    'CUSTOMS_BROKER',
    'CONSOLIDATOR',
    'FOREIGN_MANUFACTURER',
    'RAIL',
    'SEA',
    'AIR',
    'MPTO',
    'THIRD_PARTY_LOGISTICS',
  ],
  statusWords: {
    PREAPPLICANT: 'PRE_APPLICANT',
    VALIDATED: 'CERTIFIED_VALIDATED',
    TIER_1: 'CERTIFIED',
    TIER_2: 'CERTIFIED_VALIDATED',
    REJECTED: 'INELIGIBLE',
  },
  neededIdentifiers: (line) => (HIGHWAY_CARRIERS.includes(line) ? ['scac', 'usdot'] : []),
};
