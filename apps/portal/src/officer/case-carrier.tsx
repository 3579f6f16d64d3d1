import type { Words } from '../words/en';
import { useSpeech, type Speech } from '../words/language';
import type { Case } from './types';

type CaseCarrier = NonNullable<Case['carrier']>;

/** Its name; where the form has not come yet, what the other program asked by. */
export function carrierName({ name, identifiers }: CaseCarrier, { words, colon }: Speech): string {
  if (name !== null) return name;
  const known = Object.entries(identifiers ?? {}).map(
    ([field, value]) =>
      `${words.case.identifiers[field as keyof Words['case']['identifiers']]}${colon}${value}`,
  );
  return known.join(', ') || '–';
}

/** Its name leads to its account here; without one to the application that names it. */
export function Carrier({ carrier }: { carrier: CaseCarrier }) {
  const speech = useSpeech();
  const { name, accountNumber, applicationId } = carrier;
  const page = accountNumber ? `accounts/${accountNumber}` : applicationId && `applications/${applicationId}`;
  const shown = carrierName(carrier, speech);
  return (
    <>
      {page ? <a href={`/portal/${page}`}>{shown}</a> : shown}
      {name === null && <p class="small">{speech.words.case.unnamedCarrier}</p>}
    </>
  );
}
