import type { Words } from '../words/en';

/** Where a question's words are called otherwise than its field. */
const ALIASES: Readonly<Record<string, string>> = {
  crossBorderTrips12Months: 'trips12',
  crossBorderTrips90Days: 'trips90',
  mergerOrRelocationWithin12Months: 'merger',
  hostObjection: 'objection',
  title: 'jobTitle',
  type: 'addressType',
  peerAccountNumber: 'number',
  accountNumber: 'number',
};

/** The question that a field answers, with the record of a list that it stands in: `Address 2: City`. */
export function fieldName(pointer: string, words: Words): string {
  const { apply } = words;
  const parts = pointer.split('/').slice(1);
  const names = parts.flatMap((part, index) => {
    if (/^\d+$/.test(part)) return [recordName(parts[index - 1], Number(part) + 1, words)];
    const isLast = index === parts.length - 1;
    return isLast ? [textOf(apply, ALIASES[part] ?? part) ?? textOf(apply.steps, part) ?? part] : [];
  });
  return names.join(': ');
}

function recordName(list: string | undefined, number: number, { apply }: Words): string {
  if (list === 'addresses') return apply.address(number);
  return list === 'contacts' ? apply.contact(number) : String(number);
}

function textOf(words: object, name: string): string | undefined {
  const text = (words as Record<string, unknown>)[name];
  return typeof text === 'string' ? text : undefined;
}
