import type { Pictured } from './pictured-world';

/** File name of a picture, without its ending, to the path below `/portal` that it shows. */
export type Pictures = Readonly<Record<string, string>>;

export const officerPictures = ({ linked, hostCase, validation }: Pictured): Pictures => {
  const account = `/accounts/${linked.accountNumbers.CTPAT}`;
  return {
    'officer-cases': '/',
    'officer-case': `/cases/${hostCase}`,
    'officer-applications': '/applications',
    'officer-review': `/applications/${linked.filed.id}`,
    'officer-accounts': `/accounts?q=${linked.accountNumbers.CTPAT}`,
    'officer-account': account,
    'officer-both-countries': `${account}/both`,
    'officer-validations': '/validations',
    'officer-validation': `/validations/${validation}`,
    'officer-due': '/due',
    'officer-arrangements': '/arrangements',
    'officer-operations': '/operations',
    'officer-peers': '/peers',
  };
};

export const carrierPictures = ({ linked }: Pictured): Pictures => {
  const account = `/accounts/${linked.accountNumbers.CTPAT}`;
  return {
    'carrier-home': '/',
    'carrier-applications': '/applications',
    'carrier-application': `/applications/${linked.filed.id}`,
    'carrier-account': account,
    'carrier-account-edit': `${account}/edit`,
    'carrier-account-documents': `${account}/documents`,
    'carrier-account-validations': `${account}/validations`,
    'carrier-account-standing': `${account}/standing`,
    'carrier-account-duties': `${account}/duties`,
    'carrier-account-consents': `${account}/consents`,
    'carrier-account-people': `${account}/people`,
    'carrier-account-drafts': `${account}/drafts`,
    'carrier-account-proof': `${account}/proof`,
    'carrier-account-library': `${account}/library`,
    'carrier-join': '/join',
    'carrier-link': `/links/${linked.linkId}`,
    'carrier-notices': '/notices',
  };
};

/** A member of both programs that links its accounts. */
export const linkingPictures = ({ linking }: Pictured): Pictures => ({
  'carrier-link-new': '/links/new',
  'carrier-link-differences': `/links/${linking.linkId}/differences`,
});

/** The guided form, on the other face and in its language. */
export const formPictures = ({ draft }: Pictured): Pictures => ({
  'carrier-apply-fr': '/apply',
  'carrier-apply-addresses-fr': `/apply/${draft}?step=addresses`,
  'carrier-apply-security-fr': `/apply/${draft}?step=security`,
  'carrier-apply-consent-fr': `/apply/${draft}?step=consent`,
  'carrier-apply-check-fr': `/apply/${draft}?step=check`,
});
