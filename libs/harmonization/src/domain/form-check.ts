import type {
  ApplicationForm,
  Attestations,
  CommonPart,
  FieldFinding,
  SupplementName,
} from './application-form';
import { isBefore, type IsoDate } from './calendar';
import type { ConsentText } from './consent';
import { addressesCheck, headquartersCountryIn } from './form-check/address-check';
import { consentsCheck } from './form-check/consent-check';
import { contactsCheck } from './form-check/contact-check';
import { finding, SHAPE_CODES } from './form-check/field-codes';
import { securityProfileCheck } from './form-check/security-profile-check';
import { canadianSupplementCheck, usSupplementCheck } from './form-check/supplement-checks';
import {
  formatted,
  isRecord,
  oneOf,
  optional,
  recordOf,
  required,
  text,
  yesOrNo,
  type FieldSpec,
  type ValueCheck,
} from './form-check/value-checks';
import { companyNameFault } from './names';
import { longTextFault } from './plain-text';
import { isPhone, isWebsite } from './reachability';
import { OWNER_TYPES } from './shared-data';

export { toSharedData } from './form-mapping';

/** What the form is checked against; everything that changes with time or configuration. */
export interface FormContext {
  /** The supplements of the programs that the carrier is not yet a member of. */
  readonly requiredSupplements: readonly SupplementName[];
  readonly today: IsoDate;
  /** Lines of business that may be harmonized, with the date from which. */
  readonly harmonizableLines: readonly { readonly line: string; readonly from: IsoDate }[];
  readonly consentTexts: readonly ConsentText[];
  /** A proven member's common part is what its program holds: it may be left out. */
  readonly commonIsHeld?: boolean;
  /** Where the common part is left out: country of the headquarters that the member's program holds. */
  readonly heldHeadquartersCountry?: string;
}

/**
 * Names every wrong field of an application at once (FORM-1…FORM-14), whatever was sent. No finding means that the value
 * is an `ApplicationForm`. Give it the normalized form (`normalizeForm`).
 */
export function checkForm(form: unknown, context: FormContext): FieldFinding[] {
  return recordOf<ApplicationForm>({
    common: context.commonIsHeld ? optional(commonCheck(context)) : required(commonCheck(context)),
    ...supplementSpecs(form, context),
    consents: required(consentsCheck(context.consentTexts, context.today)),
    attestations: required(attestationsCheck),
  })('', form).concat(missingSupplements(form, context.requiredSupplements));
}

/** FORM-13: a draft may be incomplete, but not of another shape: unknown fields, wrong types and unsafe text are refused. */
export const checkDraft = (form: unknown, context: FormContext): FieldFinding[] =>
  checkForm(form, context).filter(({ code }) => SHAPE_CODES.has(code));

/** FORM-11: only a line of business that may be harmonized today (in 1.0: highway carriers) can apply. */
export const isHarmonizable = (
  line: string,
  lines: FormContext['harmonizableLines'],
  today: IsoDate,
): boolean => lines.some((each) => each.line === line && !isBefore(today, each.from));

export const companyFields = {
  legalName: required(text(companyNameFault)),
  tradeName: optional(text(companyNameFault)),
  ownerType: required(oneOf(OWNER_TYPES)),
  phone: required(formatted(isPhone, 'PHONE_MALFORMED')),
  website: optional(formatted(isWebsite, 'WEBSITE_MALFORMED')),
  addresses: required(addressesCheck),
  contacts: required(contactsCheck),
  securityProfile: required(securityProfileCheck),
};

const commonCheck = ({ harmonizableLines, today }: FormContext): ValueCheck =>
  recordOf<CommonPart>({
    ...companyFields,
    lineOfBusiness: required(
      formatted((line) => isHarmonizable(line, harmonizableLines, today), 'LINE_OF_BUSINESS_NOT_HARMONIZED'),
    ),
  });

/** FORM-12: an officer attests that everything is true and complete; false is no attestation. */
const accurateCheck: ValueCheck = (pointer, value) => {
  const wrong = yesOrNo(pointer, value);
  return wrong.length > 0 || value === true ? wrong : [finding(pointer, 'ATTESTATION_REQUIRED')];
};

const attestationsCheck = recordOf<Attestations>({
  accurate: required(accurateCheck),
  secondHeadOffice: required(yesOrNo),
  mergerOrRelocationWithin12Months: required(yesOrNo),
  hostObjection: optional(text(longTextFault)),
});

function supplementSpecs(form: unknown, context: FormContext): Record<SupplementName, FieldSpec> {
  const common = isRecord(form) && isRecord(form.common) ? form.common : {};
  const country = headquartersCountryIn(common.addresses) ?? context.heldHeadquartersCountry;
  return {
    usSupplement: optional(usSupplementCheck),
    canadianSupplement: optional(canadianSupplementCheck(context.today, country)),
  };
}

/** FORM-14: each supplement that is still needed is named, both where both are missing. */
const missingSupplements = (form: unknown, needed: readonly SupplementName[]): FieldFinding[] =>
  isRecord(form)
    ? needed
        .filter((name) => form[name] === undefined)
        .map((name) => finding(`/${name}`, 'SUPPLEMENT_MISSING'))
    : [];
