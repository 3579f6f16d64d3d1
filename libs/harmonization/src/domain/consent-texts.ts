import { inBoth } from './bilingual';
import type { ConsentText } from './consent';
import { consentFields } from './field-ownership';

export * from './consent';

/** CONS-2: the fields that the share consent covers are those that the ownership table lets cross, listed when it is shown. */
const share: ConsentText = {
  scope: 'HARMONIZATION_SHARE',
  version: '2026-01',
  effectiveFrom: '2013-01-01',
  text: inBoth(
    'I agree, for my company, that the two programs share this application and, once the accounts are linked, the account ' +
      'information listed here, so that one application, one account and one validation serve both. I may withdraw this ' +
      'consent at any time: sharing stops at once, and the accounts are separated after 30 days.',
    'J’accepte, au nom de mon entreprise, que les deux programmes se communiquent la présente demande et, une fois les comptes liés, ' +
      'les renseignements du compte énumérés ici, afin qu’une demande, un compte et une validation servent aux deux. Je peux ' +
      'retirer ce consentement en tout temps : la communication cesse aussitôt et les comptes sont séparés après 30 jours.',
  ),
  fields: consentFields(),
};

const statusVerification: ConsentText = {
  scope: 'SVI_COMPANY_NAME',
  version: '2026-01',
  effectiveFrom: '2013-01-01',
  text: inBoth(
    'I agree that consenting partners who verify my status see the name of my company.',
    'J’accepte que les partenaires qui y ont eux aussi consenti et qui vérifient mon statut voient le nom de mon entreprise.',
  ),
  fields: ['legalName'],
};

/** CONS-3: every version of every consent text, older ones included: what was agreed to stays readable, and is never edited. */
export const CONSENT_TEXTS: readonly ConsentText[] = [share, statusVerification];

/** The words and the list of fields of one version, in force or superseded. */
export const consentText = (scope: string, version: string): ConsentText | undefined =>
  CONSENT_TEXTS.find((text) => text.scope === scope && text.version === version);
