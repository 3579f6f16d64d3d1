/** The order in which people read what a company says of itself; the database keeps none. */
const ORDER = [
  ...['legalName', 'tradeName', 'ownerType', 'lineOfBusiness'],
  ...[
    'type',
    'name',
    'title',
    'street',
    'city',
    'region',
    'postalCode',
    'country',
    'staffed',
    'email',
    'phone',
  ],
  ...['website', 'addresses', 'contacts'],
  ...[
    'isCompanyOfficer',
    'isPrimaryContact',
    'scac',
    'usdot',
    'mcNumber',
    'ein',
    'canadianCarrierCode',
    'bn15',
  ],
  ...['carmRegistered', 'carmRegisteredOn', 'crossBorderTrips12Months', 'crossBorderTrips90Days'],
];

const placeOf = (field: string): number => {
  const place = ORDER.indexOf(field.replace('identifiers.', ''));
  return place === -1 ? ORDER.length : place;
};

/** Fields with their values in that order; what is not in it stays at the end, as it came. */
export const inFieldOrder = (record: object): [string, unknown][] =>
  (Object.entries(record) as [string, unknown][]).sort(([one], [other]) => byPlace(one, other));

export const byPlace = (one: string, other: string): number => placeOf(one) - placeOf(other);
