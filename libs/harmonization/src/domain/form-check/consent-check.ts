import type { ConsentGiven, FieldFinding } from '../application-form';
import type { IsoDate } from '../calendar';
import { currentConsentText, SHARE_SCOPE, type ConsentText } from '../consent';
import { lineFault } from '../plain-text';
import { finding } from './field-codes';
import { listOf, oneOf, recordOf, recordsIn, required, text, type ValueCheck } from './value-checks';

const MOST_CONSENTS = 20;

const eachConsent = listOf(
  recordOf<ConsentGiven>({
    scope: required(text(lineFault)),
    textVersion: required(text(lineFault)),
    language: required(oneOf(['en', 'fr'])),
  }),
  MOST_CONSENTS,
);

/** FORM-9: the application stands on the consent to share it; each consent names the words in force today, once. */
export const consentsCheck =
  (texts: readonly ConsentText[], today: IsoDate): ValueCheck =>
  (pointer, value) => {
    const given = recordsIn(value).slice(0, MOST_CONSENTS);
    const scopes = given.map(({ record }) => record.scope);
    return [
      ...eachConsent(pointer, value),
      ...(Array.isArray(value) && !scopes.includes(SHARE_SCOPE)
        ? [finding(pointer, 'CONSENT_REQUIRED')]
        : []),
      ...given.flatMap(({ index, record }) =>
        wordsFindings(`${pointer}/${index}`, record, currentIn(texts, record, today)),
      ),
      ...given.flatMap(({ index, record }, place) =>
        scopes.indexOf(record.scope) < place
          ? [finding(`${pointer}/${index}/scope`, 'CONSENT_NOT_UNIQUE')]
          : [],
      ),
    ];
  };

/** CONS-1 for one consent given on an account, outside any application. */
export const checkConsentWords = (
  given: ConsentGiven,
  texts: readonly ConsentText[],
  today: IsoDate,
): FieldFinding[] => wordsFindings('', { ...given }, currentIn(texts, { ...given }, today));

const currentIn = (
  texts: readonly ConsentText[],
  { scope }: Record<string, unknown>,
  today: IsoDate,
): ConsentText | undefined =>
  typeof scope === 'string' ? currentConsentText(texts, scope, today) : undefined;

function wordsFindings(
  pointer: string,
  { scope, textVersion }: Record<string, unknown>,
  current?: ConsentText,
): FieldFinding[] {
  if (typeof scope !== 'string' || typeof textVersion !== 'string' || !scope || !textVersion) return [];
  if (!current) return [finding(`${pointer}/scope`, 'CONSENT_SCOPE_UNKNOWN')];
  return current.version === textVersion
    ? []
    : [finding(`${pointer}/textVersion`, 'CONSENT_TEXT_NOT_CURRENT')];
}
