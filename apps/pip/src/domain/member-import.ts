import type { ImportSettings } from '@harmonization/domain/member-import/import-settings';

/** PIP's own words in the files of its members: one membership a legal entity, in one line of business. */
export const PIP_IMPORT: ImportSettings = {
  lineColumn: 'lineOfBusiness',
  lines: [
    'HIGHWAY_CARRIER',
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
  statusWords: { ACTIVE: 'MEMBER', MEMBRE: 'MEMBER', SUSPENDU: 'SUSPENDED', ANNULE: 'CANCELLED' },
  // A Canadian company is known by its business number, a carrier based elsewhere by its carrier code.
  neededIdentifiers: (line, country) => {
    if (country === 'CA') return ['bn15'];
    return line === 'HIGHWAY_CARRIER' ? ['canadianCarrierCode'] : [];
  },
};
