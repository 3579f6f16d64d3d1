import type { FieldFinding } from '../application-form';
import { inBoth, type Bilingual } from '../bilingual';

/** Every reason for which a field is refused, with what was expected. A code never changes its meaning. */
export const FIELD_EXPECTATIONS = {
  REQUIRED: inBoth('This field is required.', 'Ce champ est obligatoire.'),
  UNKNOWN_FIELD: inBoth('No field of this name exists here.', 'Aucun champ de ce nom n’existe ici.'),
  NOT_AN_OBJECT: inBoth('An object with named fields.', 'Un objet aux champs nommés.'),
  NOT_A_LIST: inBoth('A list.', 'Une liste.'),
  NOT_A_TEXT: inBoth('A text.', 'Un texte.'),
  NOT_A_BOOLEAN: inBoth('true or false.', 'true (vrai) ou false (faux).'),
  NOT_A_COUNT: inBoth('A whole number from 0 to 1,000,000.', 'Un nombre entier de 0 à 1 000 000.'),
  NOT_LISTED: inBoth('One of the listed values.', 'L’une des valeurs de la liste.'),
  EMPTY: inBoth('Some text, not only spaces.', 'Du texte, pas seulement des espaces.'),
  TOO_LONG: inBoth(
    'At most 200 characters for a line, 5,000 for an answer.',
    'Au plus 200 caractères pour une ligne, 5 000 pour une réponse.',
  ),
  TOO_MANY: inBoth('Fewer entries in this list.', 'Moins d’éléments dans cette liste.'),
  CONTROL_CHARACTER: inBoth('Text without control characters.', 'Un texte sans caractères de contrôle.'),
  INVISIBLE_CHARACTER: inBoth(
    'Text without invisible or direction-changing characters.',
    'Un texte sans caractères invisibles ni changement de sens d’écriture.',
  ),
  LOOK_ALIKE: inBoth(
    'A name in one alphabet, without letters that imitate others.',
    'Un nom dans un seul alphabet, sans lettres qui en imitent d’autres.',
  ),
  NO_LETTER: inBoth('A name with at least one letter.', 'Un nom avec au moins une lettre.'),
  SCAC_MALFORMED: inBoth(
    'A SCAC: two to four capital letters.',
    'Un code SCAC : de deux à quatre lettres majuscules.',
  ),
  USDOT_MALFORMED: inBoth(
    'A USDOT number: one to eight digits, not starting with 0.',
    'Un numéro USDOT : de un à huit chiffres, sans 0 initial.',
  ),
  MC_NUMBER_MALFORMED: inBoth(
    'MC, MX or FF and up to eight digits.',
    'MC, MX ou FF suivi d’au plus huit chiffres.',
  ),
  EIN_MALFORMED: inBoth('An EIN: 12-3456789.', 'Un EIN : 12-3456789.'),
  CARRIER_CODE_MALFORMED: inBoth(
    'A Canadian carrier code: four letters or digits.',
    'Un code de transporteur canadien : quatre lettres ou chiffres.',
  ),
  BN15_MALFORMED: inBoth(
    'A business number: nine digits, two letters, four digits.',
    'Un numéro d’entreprise : neuf chiffres, deux lettres, quatre chiffres.',
  ),
  BN15_CHECK_DIGIT: inBoth(
    'A business number whose first nine digits pass their check; one digit is wrong.',
    'Un numéro d’entreprise dont les neuf premiers chiffres sont valides; un chiffre est erroné.',
  ),
  MID_MALFORMED: inBoth(
    'A MID of at most 15 characters; a Canadian one starts with its province code (XO for Ontario), not CA.',
    'Un MID d’au plus 15 caractères; un MID canadien commence par le code de sa province (XO pour l’Ontario), pas par CA.',
  ),
  TIN_MALFORMED: inBoth(
    'A country code and up to 15 letters or digits.',
    'Un code de pays suivi d’au plus 15 lettres ou chiffres.',
  ),
  COUNTRY_UNKNOWN: inBoth(
    'A country code of two letters (ISO 3166-1).',
    'Un code de pays à deux lettres (ISO 3166-1).',
  ),
  REGION_UNKNOWN: inBoth(
    'A state or province of that country, such as US-NY or CA-ON (ISO 3166-2).',
    'Un État ou une province de ce pays, comme US-NY ou CA-ON (ISO 3166-2).',
  ),
  POSTAL_CODE_MALFORMED: inBoth(
    'A postal code in the country’s own form: 12345 or 12345-6789 (US), A1A 1A1 (Canada), 12345 (Mexico).',
    'Un code postal dans la forme du pays : 12345 ou 12345-6789 (É.-U.), A1A 1A1 (Canada), 12345 (Mexique).',
  ),
  HEADQUARTERS_MISSING: inBoth(
    'One address that is the corporate headquarters.',
    'Une adresse de siège social.',
  ),
  HEADQUARTERS_NOT_UNIQUE: inBoth('Only one headquarters.', 'Un seul siège social.'),
  HEADQUARTERS_POST_BOX: inBoth(
    'A street address, not a post office box.',
    'Une adresse municipale, pas une case postale.',
  ),
  EMAIL_MALFORMED: inBoth('An e-mail address: name@example.com.', 'Une adresse courriel : nom@exemple.com.'),
  EMAIL_NOT_UNIQUE: inBoth(
    'An e-mail address that no other contact has.',
    'Une adresse courriel qu’aucune autre personne n’utilise.',
  ),
  PHONE_MALFORMED: inBoth(
    'A telephone number with + and country code: +17165550100.',
    'Un numéro de téléphone avec + et l’indicatif du pays : +17165550100.',
  ),
  WEBSITE_MALFORMED: inBoth(
    'A web address starting with https:// or http://.',
    'Une adresse Web commençant par https:// ou http://.',
  ),
  COMPANY_OFFICER_MISSING: inBoth(
    'At least one contact is a company officer.',
    'Au moins une personne est un dirigeant de l’entreprise.',
  ),
  PRIMARY_CONTACT_MISSING: inBoth(
    'Exactly one contact is the primary contact.',
    'Une seule personne est la personne-ressource principale.',
  ),
  PRIMARY_CONTACT_NOT_UNIQUE: inBoth('Only one primary contact.', 'Une seule personne-ressource principale.'),
  PRIMARY_CONTACT_NOT_OFFICER: inBoth(
    'The primary contact is a company officer.',
    'La personne-ressource principale est un dirigeant de l’entreprise.',
  ),
  LINE_OF_BUSINESS_NOT_HARMONIZED: inBoth(
    'A line of business that may be harmonized today: highway carrier.',
    'Un secteur d’activité qui peut être harmonisé aujourd’hui : transporteur routier.',
  ),
  SUPPLEMENT_MISSING: inBoth(
    'Fill in this part: the carrier is not yet a member of the program that asks it.',
    'Remplissez cette partie : le transporteur n’est pas encore membre du programme qui la demande.',
  ),
  CARRIER_CODE_REQUIRED: inBoth(
    'A carrier based in the United States gives its Canadian carrier code.',
    'Un transporteur établi aux États-Unis donne son code de transporteur canadien.',
  ),
  BN15_REQUIRED: inBoth(
    'A Canadian company gives its business number.',
    'Une entreprise canadienne donne son numéro d’entreprise.',
  ),
  DATE_MALFORMED: inBoth('A date: 2026-01-31.', 'Une date : 2026-01-31.'),
  DATE_IN_FUTURE: inBoth('A date that is not in the future.', 'Une date qui n’est pas dans l’avenir.'),
  TRIPS_INCONSISTENT: inBoth(
    'No more trips in 90 days than in the 12 months around them.',
    'Pas plus de passages en 90 jours que dans les 12 mois qui les comprennent.',
  ),
  CRITERION_UNKNOWN: inBoth(
    'A criterion of the security profile, such as 4.1.',
    'Un critère du profil de sécurité, comme 4.1.',
  ),
  CRITERION_NOT_UNIQUE: inBoth('One answer to each criterion.', 'Une seule réponse par critère.'),
  CATEGORY_UNANSWERED: inBoth(
    'At least one answer in each of the twelve categories of the security profile.',
    'Au moins une réponse dans chacune des douze catégories du profil de sécurité.',
  ),
  ATTESTATION_REQUIRED: inBoth(
    'An officer attests that everything is true and complete.',
    'Un dirigeant atteste que tout est vrai et complet.',
  ),
  CONSENT_REQUIRED: inBoth(
    'Consent to share the application between both programs.',
    'Le consentement à la communication de la demande entre les deux programmes.',
  ),
  CONSENT_SCOPE_UNKNOWN: inBoth('A known consent scope.', 'Une portée de consentement connue.'),
  CONSENT_NOT_UNIQUE: inBoth('Each consent once.', 'Chaque consentement une seule fois.'),
  CONSENT_TEXT_NOT_CURRENT: inBoth(
    'The version of the consent text that is in force today.',
    'La version du texte de consentement en vigueur aujourd’hui.',
  ),
} as const satisfies Readonly<Record<string, Bilingual>>;

export type FieldCode = keyof typeof FIELD_EXPECTATIONS;

/** One wrong field: `pointer` is a JSON pointer (RFC 6901) from the root of what was sent. */
export const finding = (pointer: string, code: FieldCode): FieldFinding => ({
  pointer,
  code,
  expected: FIELD_EXPECTATIONS[code],
});

/** Codes that say a document has the wrong shape or unsafe text: these refuse even a draft. */
export const SHAPE_CODES: ReadonlySet<string> = new Set<FieldCode>([
  'UNKNOWN_FIELD',
  'NOT_AN_OBJECT',
  'NOT_A_LIST',
  'NOT_A_TEXT',
  'NOT_A_BOOLEAN',
  'NOT_A_COUNT',
  'TOO_LONG',
  'TOO_MANY',
  'CONTROL_CHARACTER',
]);
