/** One program's vote, named so that the other can say which of several it agrees with. */
export interface NamedVote {
  readonly id: string;
  readonly choice: string;
}

/**
 * What one program says of a case that both must agree on: its vote (none where it has been withdrawn), the other's vote that
 * it agrees with, and the other's vote in their last agreement on an earlier case of the same thing.
 */
export interface CaseWord<Vote extends NamedVote = NamedVote> {
  readonly vote?: Vote;
  readonly agreesWith?: string;
  readonly agreed?: string;
}

type Heard = NamedVote | null | undefined;

/** CASE-2: votes that say the same bind both programs until one of them hears of another choice: neither changes its own meanwhile. */
export const isBinding = (own: Heard, peer: Heard): boolean =>
  Boolean(own && peer && own.choice === peer.choice);

/** The other program's vote that this one's agrees with. */
export const agreesWith = (own: Heard, peer: Heard): string | undefined =>
  isBinding(own, peer) ? peer?.id : undefined;

/**
 * CASE-1: agreement closes a case on both sides with the same result; disagreement keeps it open. A side closes only once the
 * other has said that it agrees with this very vote: two votes that change at once and cross would otherwise close both copies,
 * each with what the other has just given up.
 */
export function isAgreed(own: Heard, heard: CaseWord): boolean {
  if (!own) return false;
  return heard.agreed === own.id || (isBinding(own, heard.vote) && heard.agreesWith === own.id);
}
