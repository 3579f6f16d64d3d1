/** What both programs sign: on this date these links agreed. The order of the fields is the order in which it is signed. */
export interface AgreementStatement {
  readonly version: '1';
  readonly reconciliation: string;
  /** Business date of the side that began it. */
  readonly on: string;
  /** Codes of both programs, in order. */
  readonly programs: readonly [string, string];
  /** How many links agreed. */
  readonly links: number;
  /** SHA256 over the digests of all that agreed, in hex. */
  readonly digest: string;
}

/** REC-4: the very text that is signed; both sides build it from what they hold themselves. */
export const statementText = ({
  version,
  reconciliation,
  on,
  programs,
  links,
  digest,
}: AgreementStatement): string => JSON.stringify({ version, reconciliation, on, programs, links, digest });
