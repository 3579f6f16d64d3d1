/**
 * Every reason for which this system refuses a command. A code states the fact and never changes its meaning;
 * `refusal-problem.ts` gives each its HTTP status and its titles in English and French, and does not compile until it has them.
 */
export const REFUSAL_CODES = [
  'ACCOUNT_ALREADY_LINKED',
  'ACCOUNT_NOT_ACTIVE',
  'APPLICATION_ALREADY_OPEN',
  'APPLICATION_INVALID',
  'APPLICATION_NOT_OPEN',
  'APPLICATION_STATE',
  'ARRANGEMENT_MISSING',
  'CASE_CLOSED',
  'CASE_TAKEN',
  'CODE_NOT_ACCEPTED',
  'CODE_TRIES_EXHAUSTED',
  'CONSENT_MISSING',
  'DATA_INVALID',
  'DIFFERENCES_NOT_READY',
  'HEADQUARTERS_INVALID',
  'HOSTED_ELSEWHERE',
  'INVITATIONS_EXHAUSTED',
  'LAST_OFFICER',
  'LINK_ENDED',
  'LINK_PHASE',
  'LINK_RESYNCING',
  'LOGIN_DISABLED',
  'NOT_A_HIGHWAY_CARRIER',
  'NOT_ALLOWED',
  'NOT_FOUND',
  'NOTICE_TOO_SHORT',
  'REASON_MISSING',
  'STATUS_NOT_ALLOWED',
  'TERMS_NOT_DUE',
  'USER_EXISTS',
  'VALIDATION_MISSING',
  'VALIDATION_STATE',
] as const;

export type RefusalCode = (typeof REFUSAL_CODES)[number];
