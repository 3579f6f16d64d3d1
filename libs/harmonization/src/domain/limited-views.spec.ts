import { admissionOf, ADMITTED_AT_CLIENT, isAboutAccount } from './limited-views';

const ACCOUNT = '/v1/accounts/:accountNumber';

describe('what a carrier may call where its account is a client', () => {
  it.each([
    ['GET', '/documents', 'DOCS'],
    ['GET', '/documents/:id/content', 'DOCS'],
    ['GET', '/svi', 'STATUS_PROOF'],
    ['GET', '/membership-letter', 'STATUS_PROOF'],
    ['POST', '/validations/:id/responses', 'VALIDATION_RESPONSE'],
    ['POST', '/consents', 'OWN_DECISION'],
    ['GET', '', 'CHECKED_THERE'],
    ['DELETE', '/documents/:id', undefined],
    ['PATCH', '/documents/:id', undefined],
    ['POST', '/link-codes', undefined],
    ['POST', '', undefined],
    ['GET', '/documents-of-others', undefined],
    ['GET', '/trade-account', undefined],
  ])('VIEW-1: %s …%s is %s', (method, rest, admission) => {
    expect(admissionOf(method, ACCOUNT + rest)).toBe(admission);
  });

  it('VIEW-1: concerns routes about one account only', () => {
    expect(isAboutAccount(`${ACCOUNT}/link-codes`)).toBe(true);
    expect(isAboutAccount('/v1/accounts')).toBe(false);
    expect(isAboutAccount('/v1/staff/accounts/:accountNumber')).toBe(false);
    expect(isAboutAccount('/v1/links/:id')).toBe(false);
  });

  it('VIEW-1: has one answer a call', () => {
    const calls = ADMITTED_AT_CLIENT.flatMap(({ under, methods }) =>
      methods.map((method) => `${method} ${under}`),
    );
    expect(new Set(calls).size).toBe(calls.length);
  });
});
