import type { VerificationOutcome } from './application-record';

/** HQ-1: one program's verification of the headquarters is enough; one program's failed verification is too many. */
export function headquartersOf(
  own: VerificationOutcome,
  peer: VerificationOutcome | undefined,
): VerificationOutcome {
  if (own === 'FAILED' || peer === 'FAILED') return 'FAILED';
  return own === 'VERIFIED' || peer === 'VERIFIED' ? 'VERIFIED' : 'PENDING';
}
