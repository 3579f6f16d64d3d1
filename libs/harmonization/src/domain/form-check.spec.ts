import fc from 'fast-check';
import { carriers } from '../../../../test/data/carriers';
import type { ApplicationForm } from './application-form';
import type { Bilingual } from './bilingual';
import { CONSENT_TEXTS } from './consent-texts';
import { checkDraft, checkForm, isHarmonizable, type FormContext } from './form-check';
import { FIELD_EXPECTATIONS } from './form-check/field-codes';
import type { Address, Contact } from './shared-data';

const LINES = [
  { line: 'HIGHWAY_CARRIER', from: '2013-01-01' },
  { line: 'IMPORTER', from: '2027-01-01' },
];

const CONTEXT: FormContext = {
  requiredSupplements: ['usSupplement', 'canadianSupplement'],
  today: '2026-03-02',
  harmonizableLines: LINES,
  consentTexts: CONSENT_TEXTS,
};

const [american, canadian] = carriers('form-check').map(({ form }) => form) as [
  ApplicationForm,
  ApplicationForm,
];

/** A right form of the American carrier, changed in one place. */
const aForm = (
  change: (form: ApplicationForm) => void = () => undefined,
  form = american,
): ApplicationForm => {
  const copy = structuredClone(form);
  change(copy);
  return copy;
};

const wrong = (form: unknown, context = CONTEXT): string[] =>
  checkForm(form, context).map(({ pointer, code }) => `${pointer} ${code}`);

const changedAddress = (change: Partial<Address>, index = 0) =>
  aForm(({ common }) => Object.assign(common.addresses[index]!, change));
const changedContact = (change: Partial<Contact>, index = 0) =>
  aForm(({ common }) => Object.assign(common.contacts[index]!, change));

describe('a right form', () => {
  it('has no wrong field', () => {
    expect(wrong(aForm())).toEqual([]);
    expect(wrong(aForm(undefined, canadian))).toEqual([]);
  });
});

describe('addresses', () => {
  it('FORM-1: have exactly one headquarters', () => {
    expect(wrong(changedAddress({ type: 'OFFICE' }))).toContain('/common/addresses HEADQUARTERS_MISSING');
    expect(wrong(changedAddress({ type: 'HEADQUARTERS' }, 1))).toEqual([
      '/common/addresses/1/type HEADQUARTERS_NOT_UNIQUE',
    ]);
  });

  it('FORM-2: have no post office box as headquarters, elsewhere they may', () => {
    expect(wrong(changedAddress({ street: 'P.O. Box 12' }))).toEqual([
      '/common/addresses/0/street HEADQUARTERS_POST_BOX',
    ]);
    expect(wrong(changedAddress({ street: 'P.O. Box 12', type: 'MAILING' }, 1))).toEqual([]);
  });

  it('are in a region and at a postal code of their own country', () => {
    expect(wrong(changedAddress({ region: 'CA-ON', postalCode: 'L5T 2B2' }))).toEqual([
      '/common/addresses/0/region REGION_UNKNOWN',
      '/common/addresses/0/postalCode POSTAL_CODE_MALFORMED',
    ]);
    expect(wrong(changedAddress({ country: 'USA' }, 1))).toEqual([
      '/common/addresses/1/country COUNTRY_UNKNOWN',
    ]);
  });
});

describe('contacts', () => {
  it('FORM-3: have at least one company officer', () => {
    expect(wrong(changedContact({ isCompanyOfficer: false }))).toContain(
      '/common/contacts COMPANY_OFFICER_MISSING',
    );
  });

  it('FORM-4: have exactly one primary contact, a company officer', () => {
    expect(wrong(changedContact({ isPrimaryContact: false }))).toEqual([
      '/common/contacts PRIMARY_CONTACT_MISSING',
    ]);
    expect(wrong(changedContact({ isPrimaryContact: true }, 1))).toEqual([
      '/common/contacts/1/isPrimaryContact PRIMARY_CONTACT_NOT_UNIQUE',
      '/common/contacts/1/isCompanyOfficer PRIMARY_CONTACT_NOT_OFFICER',
    ]);
  });

  it('FORM-5: have e-mail addresses of their own, whatever the case', () => {
    const email = american.common.contacts[0]!.email.toUpperCase();

    expect(wrong(changedContact({ email }, 1))).toEqual(['/common/contacts/1/email EMAIL_NOT_UNIQUE']);
  });
});

describe('supplements', () => {
  it('FORM-6: name a SCAC and a USDOT number for the United States', () => {
    const form = aForm((each) => (each.usSupplement = { scac: 'A1', usdot: '0' }));

    expect(wrong(form)).toEqual(['/usSupplement/scac SCAC_MALFORMED', '/usSupplement/usdot USDOT_MALFORMED']);
    expect(wrong({ ...aForm(), usSupplement: {} })).toEqual([
      '/usSupplement/scac REQUIRED',
      '/usSupplement/usdot REQUIRED',
    ]);
  });

  it('FORM-7: name the carrier code of a carrier based in the US, the business number of a Canadian company', () => {
    const without = (field: 'canadianCarrierCode' | 'bn15') => (form: ApplicationForm) => {
      form.canadianSupplement = { ...form.canadianSupplement!, [field]: undefined };
    };

    expect(wrong(aForm(without('canadianCarrierCode')))).toEqual([
      '/canadianSupplement/canadianCarrierCode CARRIER_CODE_REQUIRED',
    ]);
    expect(wrong(aForm(without('bn15')))).toEqual([]);
    expect(wrong(aForm(without('bn15'), canadian))).toEqual(['/canadianSupplement/bn15 BN15_REQUIRED']);
    expect(wrong(aForm(without('canadianCarrierCode'), canadian))).toEqual([]);
  });

  it('tell a slip in the check digit from another number', () => {
    const withNumber = (bn15: string) => aForm((form) => (form.canadianSupplement!.bn15 = bn15));

    expect(wrong(withNumber('123456789RC0001'))).toEqual(['/canadianSupplement/bn15 BN15_CHECK_DIGIT']);
    expect(wrong(withNumber('1234'))).toEqual(['/canadianSupplement/bn15 BN15_MALFORMED']);
  });

  it('FORM-8: date a registration in CARM, and count no more trips in 90 days than in 12 months', () => {
    expect(wrong(aForm((form) => delete form.canadianSupplement!.carmRegisteredOn))).toEqual([
      '/canadianSupplement/carmRegisteredOn REQUIRED',
    ]);
    expect(wrong(aForm((form) => (form.canadianSupplement!.carmRegisteredOn = '2026-03-03')))).toEqual([
      '/canadianSupplement/carmRegisteredOn DATE_IN_FUTURE',
    ]);
    expect(wrong(aForm((form) => (form.canadianSupplement!.crossBorderTrips12Months = 1)))).toEqual([
      '/canadianSupplement/crossBorderTrips90Days TRIPS_INCONSISTENT',
    ]);
  });

  it('FORM-14: are asked of who is not yet a member, both at once where both are missing', () => {
    const { usSupplement: _us, canadianSupplement: _ca, ...form } = aForm();

    expect(wrong(form)).toEqual([
      '/usSupplement SUPPLEMENT_MISSING',
      '/canadianSupplement SUPPLEMENT_MISSING',
    ]);
    expect(wrong(form, { ...CONTEXT, requiredSupplements: ['canadianSupplement'] })).toEqual([
      '/canadianSupplement SUPPLEMENT_MISSING',
    ]);
    expect(wrong(form, { ...CONTEXT, requiredSupplements: [] })).toEqual([]);
  });

  it('ask a member who leaves the common part out by the country of the headquarters that its program holds', () => {
    const {
      common: _held,
      usSupplement: _us,
      ...form
    } = aForm((each) => delete each.canadianSupplement!.canadianCarrierCode);
    const context: FormContext = {
      ...CONTEXT,
      requiredSupplements: ['canadianSupplement'],
      commonIsHeld: true,
      heldHeadquartersCountry: 'US',
    };

    expect(wrong(form, context)).toEqual(['/canadianSupplement/canadianCarrierCode CARRIER_CODE_REQUIRED']);
    expect(wrong(form, { ...context, heldHeadquartersCountry: undefined })).toEqual([]);
    expect(wrong(form, { ...context, commonIsHeld: false })).toContain('/common REQUIRED');
  });
});

describe('consents', () => {
  const withConsents = (...consents: ApplicationForm['consents']) =>
    aForm((form) => (form.consents = consents));
  const share = { scope: 'HARMONIZATION_SHARE', textVersion: '2026-01', language: 'en' } as const;

  it('FORM-9: hold the one to share, to the words in force, each once', () => {
    expect(wrong(withConsents())).toEqual(['/consents CONSENT_REQUIRED']);
    expect(wrong(withConsents({ ...share, textVersion: '1999-01' }))).toEqual([
      '/consents/0/textVersion CONSENT_TEXT_NOT_CURRENT',
    ]);
    expect(wrong(withConsents(share, { ...share, scope: 'EVERYTHING' }))).toEqual([
      '/consents/1/scope CONSENT_SCOPE_UNKNOWN',
    ]);
    expect(wrong(withConsents(share, share))).toEqual(['/consents/1/scope CONSENT_NOT_UNIQUE']);
    expect(wrong(withConsents({ ...share, language: 'es' as 'en' }))).toEqual([
      '/consents/0/language NOT_LISTED',
    ]);
  });
});

describe('the security profile', () => {
  it('FORM-10: answers each of the twelve categories, each criterion once', () => {
    const withoutSeals = aForm(
      ({ common }) =>
        (common.securityProfile = common.securityProfile.filter(
          ({ criterion }) => !criterion.startsWith('6.'),
        )),
    );
    const twice = aForm(({ common }) => common.securityProfile.push(common.securityProfile[0]!));

    expect(wrong(withoutSeals)).toEqual(['/common/securityProfile CATEGORY_UNANSWERED']);
    expect(wrong(twice)).toEqual([
      `/common/securityProfile/${twice.common.securityProfile.length - 1}/criterion CRITERION_NOT_UNIQUE`,
    ]);
    expect(wrong(aForm(({ common }) => (common.securityProfile[0]!.criterion = '13.1')))).toContain(
      '/common/securityProfile/0/criterion CRITERION_UNKNOWN',
    );
  });
});

describe('the line of business', () => {
  it('FORM-11: may be harmonized from its date on', () => {
    const importer = aForm(({ common }) => (common.lineOfBusiness = 'IMPORTER'));

    expect(wrong(importer)).toEqual(['/common/lineOfBusiness LINE_OF_BUSINESS_NOT_HARMONIZED']);
    expect(wrong(importer, { ...CONTEXT, today: '2027-01-01' })).toEqual([]);
    expect(isHarmonizable('HIGHWAY_CARRIER', LINES, '2012-12-31')).toBe(false);
  });
});

describe('attestations', () => {
  it('FORM-12: are true, or none', () => {
    expect(wrong(aForm(({ attestations }) => (attestations.accurate = false)))).toEqual([
      '/attestations/accurate ATTESTATION_REQUIRED',
    ]);
    expect(
      wrong(aForm(({ attestations }) => (attestations.hostObjection = 'Our fleet\nis elsewhere.'))),
    ).toEqual([]);
  });
});

describe('a draft', () => {
  it('FORM-13: may be incomplete, never of another shape or with unsafe text', () => {
    expect(checkDraft({}, CONTEXT)).toEqual([]);
    expect(checkDraft({ common: { addresses: [] }, usSupplement: { scac: 'half' } }, CONTEXT)).toEqual([]);
    expect(
      checkDraft({ common: { legalName: 'A\u0000', phones: 1, contacts: {} } }, CONTEXT).map(
        ({ pointer }) => pointer,
      ),
    ).toEqual(['/common/phones', '/common/legalName', '/common/contacts']);
  });
});

describe('any input', () => {
  it('names every wrong field at once', () => {
    const findings = wrong({
      common: { ...american.common, legalName: 7, phone: 'x', website: 'x', extra: 1 },
      consents: 'no',
      attestations: null,
    });

    expect(findings).toEqual([
      '/common/extra UNKNOWN_FIELD',
      '/common/legalName NOT_A_TEXT',
      '/common/phone PHONE_MALFORMED',
      '/common/website WEBSITE_MALFORMED',
      '/consents NOT_A_LIST',
      '/attestations REQUIRED',
      '/usSupplement SUPPLEMENT_MISSING',
      '/canadianSupplement SUPPLEMENT_MISSING',
    ]);
  });

  it('is answered, whatever it is: no JSON makes the check throw', () => {
    fc.assert(fc.property(fc.jsonValue({ maxDepth: 6 }), (json) => Array.isArray(checkForm(json, CONTEXT))));
  });

  it('is answered with one field of a right form replaced by anything', () => {
    const parts = ['common', 'usSupplement', 'canadianSupplement', 'consents', 'attestations'] as const;
    fc.assert(
      fc.property(fc.constantFrom(...parts), fc.jsonValue(), (part, json) =>
        Array.isArray(checkForm({ ...aForm(), [part]: json }, CONTEXT)),
      ),
    );
  });

  it('names a made-up field by an escaped, shortened pointer', () => {
    expect(wrong({ ...aForm(), 'a/b~c': 1 })).toEqual(['/a~1b~0c UNKNOWN_FIELD']);
    expect(wrong({ ...aForm(), ['k'.repeat(5000)]: 1 })[0]!.length).toBeLessThan(100);
  });

  it('looks into no list that is longer than any carrier needs', () => {
    const many = aForm(
      ({ common }) => (common.contacts = Array.from({ length: 10_000 }, () => common.contacts[0]!)),
    );

    expect(wrong(many)).toEqual(['/common/contacts TOO_MANY']);
  });
});

describe('what was expected', () => {
  it('is said in English and in French for every code', () => {
    const texts: readonly Bilingual[] = Object.values(FIELD_EXPECTATIONS);

    expect(texts.every(({ en, fr }) => en.length > 4 && fr.length > 4 && en !== fr)).toBe(true);
  });
});
