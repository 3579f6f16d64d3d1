import { CONSENT_TEXTS, consentText, currentConsentText, type ConsentText } from './consent-texts';
import { OWNERSHIP } from './field-ownership';

const version = (name: string, effectiveFrom: string): ConsentText => ({
  scope: 'HARMONIZATION_SHARE',
  version: name,
  effectiveFrom,
  text: { en: name, fr: name },
  fields: [],
});

describe('the words in force', () => {
  const texts = [version('2', '2026-03-01'), version('1', '2013-01-01'), version('3', '2027-01-01')];

  it.each([
    ['2012-12-31', undefined],
    ['2013-01-01', '1'],
    ['2026-02-28', '1'],
    ['2026-03-01', '2'],
    ['2027-06-01', '3'],
  ])('CONS-1: on %s are version %s', (today, name) => {
    expect(currentConsentText(texts, 'HARMONIZATION_SHARE', today)?.version).toBe(name);
  });

  it('CONS-1: are none for a scope that nobody wrote', () => {
    expect(currentConsentText(texts, 'EVERYTHING', '2026-03-01')).toBeUndefined();
  });
});

describe('the consent to share', () => {
  it('CONS-2: lists exactly the fields that need it', () => {
    const fields = consentText('HARMONIZATION_SHARE', '2026-01')!.fields;

    expect(fields).toEqual(
      expect.arrayContaining(['legalName', 'identifiers.scac', 'documents[]', 'application.form.common']),
    );
    expect(fields).not.toEqual(expect.arrayContaining(['account.status']));
    expect(new Set(fields).size).toBe(fields.length);
    expect(fields.every((field) => OWNERSHIP.some(({ path }) => path === field))).toBe(true);
  });

  it('CONS-3: has a new version whenever its list of fields changes: what was agreed to is never edited', () => {
    // If this count changes, add a version to CONSENT_TEXTS and keep the old one with the list that it had.
    expect(consentText('HARMONIZATION_SHARE', '2026-01')!.fields).toHaveLength(49);
  });
});

it('writes every text in both languages', () => {
  expect(CONSENT_TEXTS.every(({ text }) => text.en !== text.fr && text.fr.length > 20)).toBe(true);
});
