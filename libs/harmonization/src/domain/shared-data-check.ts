import type { FieldFinding } from './application-form';
import type { IsoDate } from './calendar';
import { companyFields } from './form-check';
import { finding } from './form-check/field-codes';
import { identifierChecks, pastDateOn } from './form-check/supplement-checks';
import {
  formatted,
  isRecord,
  listOf,
  optional,
  recordOf,
  required,
  yesOrNo,
  type ValueCheck,
} from './form-check/value-checks';
import { isMid, isTin } from './identifiers';
import type { Identifiers, SharedData } from './shared-data';

export interface SharedDataContext {
  readonly today: IsoDate;
  /** Identifiers that this account cannot be without: those its programs asked for at the application. */
  readonly requiredIdentifiers?: readonly (keyof Identifiers)[];
}

const MOST_MIDS = 100;

const identifiersCheck = (today: IsoDate): ValueCheck =>
  recordOf<Identifiers>({
    scac: optional(identifierChecks.scac),
    usdot: optional(identifierChecks.usdot),
    mcNumber: optional(identifierChecks.mcNumber),
    ein: optional(identifierChecks.ein),
    canadianCarrierCode: optional(identifierChecks.canadianCarrierCode),
    bn15: optional(identifierChecks.bn15),
    carmRegistered: optional(yesOrNo),
    carmRegisteredOn: optional(pastDateOn(today)),
    mids: optional(listOf(formatted(isMid, 'MID_MALFORMED'), MOST_MIDS)),
    tin: optional(formatted(isTin, 'TIN_MALFORMED')),
  });

let latest: { today: IsoDate; check: ValueCheck } | undefined;

/** The checks of one day, made once for all rows of a file that are checked on it. */
function checkOn(today: IsoDate): ValueCheck {
  if (latest?.today !== today) {
    const identifiers = required(identifiersCheck(today));
    latest = { today, check: recordOf<SharedData>({ ...companyFields, identifiers }) };
  }
  return latest.check;
}

/**
 * FORM-15: what an account holds after an edit obeys the rules of the application, and keeps the identifiers that its
 * programs asked for. No finding means that the value is `SharedData`.
 */
export function checkSharedData(
  data: unknown,
  { today, requiredIdentifiers = [] }: SharedDataContext,
): FieldFinding[] {
  const identifiers = isRecord(data) && isRecord(data.identifiers) ? data.identifiers : {};
  const lost = requiredIdentifiers.filter((name) => identifiers[name] === undefined);
  return checkOn(today)('', data).concat(lost.map((name) => finding(`/identifiers/${name}`, 'REQUIRED')));
}
