import { isBefore, type IsoDate } from './calendar';
import type { Bilingual } from './bilingual';

/** One version of the words of a consent; superseded by a later one, never edited. */
export interface ConsentText {
  /** `HARMONIZATION_SHARE`, `SVI_COMPANY_NAME` or `MRA_<country>`. */
  readonly scope: string;
  readonly version: string;
  readonly effectiveFrom: IsoDate;
  readonly text: Bilingual;
  /** Paths of the fields that this consent lets cross. */
  readonly fields: readonly string[];
}

/** Without this consent nothing of the application or the account reaches the other program. */
export const SHARE_SCOPE = 'HARMONIZATION_SHARE';

/** CONS-1: a consent is given to the words in force on the day: the newest version of its scope that has taken effect. */
export function currentConsentText(
  texts: readonly ConsentText[],
  scope: string,
  today: IsoDate,
): ConsentText | undefined {
  const inForce = texts.filter((text) => text.scope === scope && !isBefore(today, text.effectiveFrom));
  return inForce.reduce<ConsentText | undefined>(
    (newest, text) => (newest && !isBefore(newest.effectiveFrom, text.effectiveFrom) ? newest : text),
    undefined,
  );
}
