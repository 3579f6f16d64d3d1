import type { CanadianSupplement, FieldFinding, UsSupplement } from '../application-form';
import { isAfter, isIsoDate, type IsoDate } from '../calendar';
import {
  hasBn15Shape,
  isBn15,
  isCanadianCarrierCode,
  isEin,
  isMcNumber,
  isScac,
  isUsdot,
} from '../identifiers';
import { finding, type FieldCode } from './field-codes';
import {
  count,
  formatted,
  isRecord,
  optional,
  recordOf,
  required,
  text,
  yesOrNo,
  type ValueCheck,
} from './value-checks';

/** A number of the right shape whose check digit is wrong is told apart: most often one digit was mistyped. */
const bn15Fault = (value: string): FieldCode | undefined => {
  if (!hasBn15Shape(value)) return 'BN15_MALFORMED';
  return isBn15(value) ? undefined : 'BN15_CHECK_DIGIT';
};

export const identifierChecks = {
  scac: formatted(isScac, 'SCAC_MALFORMED'),
  usdot: formatted(isUsdot, 'USDOT_MALFORMED'),
  mcNumber: formatted(isMcNumber, 'MC_NUMBER_MALFORMED'),
  ein: formatted(isEin, 'EIN_MALFORMED'),
  canadianCarrierCode: formatted(isCanadianCarrierCode, 'CARRIER_CODE_MALFORMED'),
  bn15: text(bn15Fault),
} satisfies Readonly<Record<string, ValueCheck>>;

/** A date that exists and is past or today. */
export const pastDateOn = (today: IsoDate): ValueCheck =>
  text((value) => {
    if (!isIsoDate(value)) return 'DATE_MALFORMED';
    return isAfter(value, today) ? 'DATE_IN_FUTURE' : undefined;
  });

/** FORM-6: the supplement of the United States names the SCAC and the USDOT number. */
export const usSupplementCheck: ValueCheck = recordOf<UsSupplement>({
  scac: required(identifierChecks.scac),
  usdot: required(identifierChecks.usdot),
  mcNumber: optional(identifierChecks.mcNumber),
  ein: optional(identifierChecks.ein),
});

const canadianFields = (today: IsoDate): ValueCheck =>
  recordOf<CanadianSupplement>({
    canadianCarrierCode: optional(identifierChecks.canadianCarrierCode),
    bn15: optional(identifierChecks.bn15),
    carmRegistered: required(yesOrNo),
    carmRegisteredOn: optional(pastDateOn(today)),
    crossBorderTrips12Months: required(count),
    crossBorderTrips90Days: required(count),
  });

/** FORM-7: a carrier based in the US names its Canadian carrier code, a Canadian company its business number. */
function basedFindings(
  pointer: string,
  supplement: Record<string, unknown>,
  country?: string,
): FieldFinding[] {
  if (country === 'US' && supplement.canadianCarrierCode === undefined)
    return [finding(`${pointer}/canadianCarrierCode`, 'CARRIER_CODE_REQUIRED')];
  if (country === 'CA' && supplement.bn15 === undefined) return [finding(`${pointer}/bn15`, 'BN15_REQUIRED')];
  return [];
}

/** FORM-8: a registration in CARM has its date, and the last 90 days have no more trips than the 12 months they end. */
function consistencyFindings(pointer: string, supplement: Record<string, unknown>): FieldFinding[] {
  const undated = supplement.carmRegistered === true && supplement.carmRegisteredOn === undefined;
  const tooMany = Number(supplement.crossBorderTrips90Days) > Number(supplement.crossBorderTrips12Months);
  return [
    ...(undated ? [finding(`${pointer}/carmRegisteredOn`, 'REQUIRED')] : []),
    ...(tooMany ? [finding(`${pointer}/crossBorderTrips90Days`, 'TRIPS_INCONSISTENT')] : []),
  ];
}

/** Every fault of the Canadian supplement; `country` is the headquarters' where it is known. */
export const canadianSupplementCheck =
  (today: IsoDate, country?: string): ValueCheck =>
  (pointer, value) => [
    ...canadianFields(today)(pointer, value),
    ...(isRecord(value)
      ? [...basedFindings(pointer, value, country), ...consistencyFindings(pointer, value)]
      : []),
  ];
