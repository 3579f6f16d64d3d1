import type { FieldFinding } from '../application-form';
import { lineFault } from '../plain-text';
import { isPostBox } from '../post-box';
import { isPostalCodeOf } from '../postal-code';
import { isCountry, isRegionOf } from '../regions';
import { ADDRESS_TYPES, type Address } from '../shared-data';
import { finding } from './field-codes';
import {
  formatted,
  isRecord,
  listOf,
  oneOf,
  recordOf,
  recordsIn,
  required,
  text,
  yesOrNo,
  type ValueCheck,
} from './value-checks';

/** A carrier with more places than this is asked to name the main ones. */
const MOST_ADDRESSES = 50;

const addressFields = recordOf<Address>({
  type: required(oneOf(ADDRESS_TYPES)),
  street: required(text(lineFault)),
  city: required(text(lineFault)),
  region: required(text(lineFault)),
  postalCode: required(text(lineFault)),
  country: required(formatted(isCountry, 'COUNTRY_UNKNOWN')),
  staffed: required(yesOrNo),
});

const isLine = (value: unknown): value is string =>
  typeof value === 'string' && lineFault(value) === undefined;

/** A country's own region and postal code can be judged only where the country is known. */
function placeFindings(
  pointer: string,
  { country, region, postalCode }: Record<string, unknown>,
): FieldFinding[] {
  if (typeof country !== 'string' || !isCountry(country)) return [];
  const wrongRegion = isLine(region) && !isRegionOf(country, region);
  const wrongCode = isLine(postalCode) && !isPostalCodeOf(country, postalCode);
  return [
    ...(wrongRegion ? [finding(`${pointer}/region`, 'REGION_UNKNOWN')] : []),
    ...(wrongCode ? [finding(`${pointer}/postalCode`, 'POSTAL_CODE_MALFORMED')] : []),
  ];
}

const addressCheck: ValueCheck = (pointer, value) => [
  ...addressFields(pointer, value),
  ...(isRecord(value) ? placeFindings(pointer, value) : []),
];

/** FORM-1: there is exactly one headquarters. */
function headquartersFindings(pointer: string, addresses: unknown): FieldFinding[] {
  const headquarters = recordsIn(addresses).filter(({ record }) => record.type === 'HEADQUARTERS');
  if (headquarters.length === 0) return [finding(pointer, 'HEADQUARTERS_MISSING')];
  return headquarters
    .slice(1)
    .map(({ index }) => finding(`${pointer}/${index}/type`, 'HEADQUARTERS_NOT_UNIQUE'));
}

/** FORM-2: the headquarters are a place that can be visited, never a post office box. */
function postBoxFindings(pointer: string, addresses: unknown): FieldFinding[] {
  return recordsIn(addresses)
    .filter(({ record }) => record.type === 'HEADQUARTERS' && isBoxed(record))
    .map(({ index }) => finding(`${pointer}/${index}/street`, 'HEADQUARTERS_POST_BOX'));
}

const isBoxed = ({ street, country }: Record<string, unknown>): boolean =>
  typeof street === 'string' && isPostBox(street, typeof country === 'string' ? country : undefined);

const eachAddress = listOf(addressCheck, MOST_ADDRESSES);

/** Every fault of a list of addresses, alone and together. */
export const addressesCheck: ValueCheck = (pointer, value) => {
  const alone = eachAddress(pointer, value);
  return Array.isArray(value) && value.length <= MOST_ADDRESSES
    ? [...alone, ...headquartersFindings(pointer, value), ...postBoxFindings(pointer, value)]
    : alone;
};

/** Country of the headquarters in a document of any shape, where there is one. */
export function headquartersCountryIn(addresses: unknown): string | undefined {
  const country = recordsIn(addresses).find(({ record }) => record.type === 'HEADQUARTERS')?.record.country;
  return typeof country === 'string' ? country : undefined;
}
