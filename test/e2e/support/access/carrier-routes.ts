import { SHARE_SCOPE } from '@harmonization/domain/consent';
import { aPdf, PDF } from '../play/documents';
import type { ProgramCode } from '../programs';
import type { Places } from './places';
import { ANY_CARRIER, ANY_OFFICER, COMPANY, COMPANY_OFFICER, type Access } from './who-may';

/** One route: who may call it, and a request that is right in form, so that nothing but access is in question. */
export interface Row {
  readonly route: string;
  readonly access: Access;
  readonly path?: (places: Places) => string;
  readonly body?: (places: Places) => unknown;
  readonly file?: boolean;
  /** Only this program offers it: at the other one it is not found, whoever asks. */
  readonly only?: ProgramCode;
}

export const A_FILE = { body: aPdf('access'), type: PDF };
const REASON = (): unknown => ({ reason: 'A reason' });
const TEXT = (): unknown => ({ text: 'A text' });
const CONSENT = { scope: 'SVI_COMPANY_NAME', textVersion: '2026-01', language: 'en' };

const account = (rest: string): string => `/v1/accounts/{accountNumber}${rest}`;

const READS: readonly Row[] = [
  { route: 'GET /v1/accounts', access: ANY_CARRIER },
  { route: `GET ${account('')}`, access: COMPANY },
  { route: `GET ${account('/action-plans')}`, access: COMPANY },
  { route: `GET ${account('/annual-reviews')}`, access: COMPANY },
  { route: `GET ${account('/appeals')}`, access: COMPANY },
  { route: `GET ${account('/consents')}`, access: COMPANY },
  { route: `GET ${account('/documents')}`, access: COMPANY },
  { route: `GET ${account('/documents/{id}')}`, access: COMPANY },
  { route: `GET ${account('/documents/{id}/content')}`, access: COMPANY },
  { route: `GET ${account('/duties')}`, access: COMPANY },
  { route: `GET ${account('/edit-drafts')}`, access: COMPANY },
  { route: `GET ${account('/export')}`, access: COMPANY_OFFICER },
  { route: `GET ${account('/membership-letter')}`, access: COMPANY, only: 'PIP' },
  { route: `GET ${account('/ownership-requests')}`, access: COMPANY_OFFICER },
  { route: `GET ${account('/svi')}`, access: COMPANY, only: 'CTPAT' },
  { route: `GET ${account('/users')}`, access: COMPANY_OFFICER },
  { route: `GET ${account('/validations')}`, access: COMPANY },
  { route: 'GET /v1/applications', access: ANY_CARRIER },
  { route: 'GET /v1/applications/{id}', access: COMPANY },
  { route: 'GET /v1/applications/{id}/documents', access: COMPANY },
  { route: 'GET /v1/applications/{id}/documents/{documentId}/content', access: COMPANY },
  { route: 'GET /v1/library', access: ANY_CARRIER },
  { route: 'GET /v1/library/{id}/content', access: ANY_CARRIER },
  { route: 'GET /v1/links', access: ANY_CARRIER },
  { route: 'GET /v1/links/{linkId}', access: COMPANY },
  { route: 'GET /v1/links/{linkId}/differences', access: COMPANY_OFFICER },
  { route: 'GET /v1/notices', access: ANY_CARRIER },
  { route: 'GET /v1/ownership-requests', access: ANY_OFFICER },
  { route: 'GET /v1/svi/monitored', access: ANY_CARRIER, only: 'CTPAT' },
  { route: 'GET /v1/svi/{number}', access: ANY_CARRIER, only: 'CTPAT' },
];

const DRAFTS_AND_EDITS: readonly Row[] = [
  { route: `PATCH ${account('')}`, access: COMPANY, body: () => ({ website: 'https://access.example' }) },
  { route: `POST ${account('/documents')}`, access: COMPANY, file: true },
  { route: `PATCH ${account('/documents/{id}')}`, access: COMPANY, body: () => ({ visibility: 'SHARED' }) },
  { route: `DELETE ${account('/documents/{id}')}`, access: COMPANY },
  { route: `POST ${account('/edit-drafts/{id}/confirm')}`, access: COMPANY },
  { route: `POST ${account('/edit-drafts/{id}/discard')}`, access: COMPANY },
  { route: 'PATCH /v1/applications/{id}', access: COMPANY, body: () => ({ common: {} }) },
  { route: 'POST /v1/applications/{id}/documents', access: COMPANY, file: true },
  { route: 'DELETE /v1/applications/{id}/documents/{documentId}', access: COMPANY },
  {
    route: 'POST /v1/applications',
    access: ANY_CARRIER,
    path: () => '/v1/applications?draft=true',
    body: () => ({ form: {} }),
  },
  { route: 'POST /v1/invitations/accept', access: ANY_CARRIER, body: () => ({ code: '2222222222' }) },
  {
    route: 'POST /v1/svi/monitored',
    access: ANY_CARRIER,
    body: ({ number }) => ({ number }),
    only: 'CTPAT',
  },
  { route: 'DELETE /v1/svi/monitored/{number}', access: ANY_CARRIER, only: 'CTPAT' },
];

const OF_THE_OFFICER: readonly Row[] = [
  { route: 'POST /v1/applications/{id}/submit', access: COMPANY_OFFICER },
  { route: 'POST /v1/applications/{id}/withdraw', access: COMPANY_OFFICER },
  {
    route: 'POST /v1/applications/{id}/proof',
    access: COMPANY_OFFICER,
    body: ({ accountNumber }) => ({ accountNumber, code: '2222222222' }),
  },
  { route: 'POST /v1/applications/{id}/terms', access: COMPANY_OFFICER },
  {
    route: `POST ${account('/annual-reviews')}`,
    access: COMPANY_OFFICER,
    body: () => ({ statement: 'As it stands' }),
  },
  { route: `POST ${account('/representations')}`, access: COMPANY_OFFICER, body: TEXT },
  { route: `POST ${account('/action-plans/report')}`, access: COMPANY_OFFICER, body: TEXT },
  { route: `POST ${account('/appeals')}`, access: COMPANY_OFFICER, body: TEXT },
  { route: `POST ${account('/link-codes')}`, access: COMPANY_OFFICER },
  {
    route: `POST ${account('/validations/{id}/responses')}`,
    access: COMPANY_OFFICER,
    path: ({ accountNumber, validation }) =>
      `/v1/accounts/${accountNumber}/validations/${validation}/responses`,
    body: TEXT,
  },
  {
    route: `POST ${account('/validations/{id}/waiver')}`,
    access: COMPANY_OFFICER,
    path: ({ accountNumber, validation }) => `/v1/accounts/${accountNumber}/validations/${validation}/waiver`,
  },
  { route: `POST ${account('/consents')}`, access: COMPANY_OFFICER, body: () => CONSENT },
  {
    route: `POST ${account('/users')}`,
    access: COMPANY_OFFICER,
    body: () => ({ email: 'new@company.example', role: 'USER' }),
  },
  { route: `POST ${account('/users/{id}/role')}`, access: COMPANY_OFFICER, body: () => ({ role: 'USER' }) },
  { route: `DELETE ${account('/users/invitations/{id}')}`, access: COMPANY_OFFICER },
  {
    route: 'POST /v1/links',
    access: COMPANY_OFFICER,
    body: ({ accountNumber, peerAccountNumber, attestations }) => ({
      accountNumber,
      peerAccountNumber,
      code: '2222222222',
      consents: [{ ...CONSENT, scope: SHARE_SCOPE }],
      attestations,
    }),
  },
  { route: 'POST /v1/links/{linkId}/acknowledge', access: COMPANY_OFFICER },
  { route: 'POST /v1/links/{linkId}/transfer', access: COMPANY_OFFICER, body: REASON },
  {
    route: 'POST /v1/account-claims',
    access: ANY_OFFICER,
    body: ({ accountNumber }) => ({ accountNumber }),
  },
  {
    route: 'POST /v1/account-claims/redeem',
    access: ANY_OFFICER,
    body: ({ accountNumber }) => ({ accountNumber, code: '2222222222' }),
  },
  {
    route: 'POST /v1/ownership-requests',
    access: ANY_OFFICER,
    body: ({ accountNumber }) => ({ accountNumber, reason: 'The officers have left' }),
  },
  { route: `POST ${account('/ownership-requests/{id}/object')}`, access: COMPANY_OFFICER, body: REASON },
  {
    route: 'POST /v1/ownership-requests/{id}/withdraw',
    access: { ...COMPANY_OFFICER, officer: 404, member: 404, stranger: 'enters' },
  },
];

/** Last, for they change what the others need: the link is hidden, then ends; then the account does. */
const ENDINGS: readonly Row[] = [
  { route: `DELETE ${account('/users/{id}')}`, access: COMPANY_OFFICER },
  { route: 'POST /v1/links/{linkId}/dispute', access: COMPANY_OFFICER, body: REASON },
  { route: 'POST /v1/links/{linkId}/delink', access: COMPANY_OFFICER },
  {
    route: `POST ${account('/consents/withdraw')}`,
    access: COMPANY_OFFICER,
    body: () => ({ scope: SHARE_SCOPE }),
  },
  { route: `POST ${account('/withdrawal')}`, access: COMPANY_OFFICER, body: () => ({ from: 'THIS' }) },
];

export const CARRIER_ROUTES: readonly Row[] = [...READS, ...DRAFTS_AND_EDITS, ...OF_THE_OFFICER, ...ENDINGS];
