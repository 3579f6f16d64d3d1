import type { Identifiers } from '../shared-data';

/** What one program knows of the files in which its existing members come; a part of its profile. */
export interface ImportSettings {
  /** The column that holds the program's line of business or type of business. */
  readonly lineColumn: string;
  readonly lines: readonly string[];
  /** Further words for its statuses, in capitals with `_` for whatever is no letter or digit; its own codes need no entry. */
  readonly statusWords: Readonly<Record<string, string>>;
  /** Identifiers without which a record of such a line and headquarters country is incomplete. */
  neededIdentifiers(line: string, headquartersCountry?: string): readonly (keyof Identifiers)[];
}
