import { regionName } from '@harmonization/domain/region-names';
import { inFieldOrder } from '../form/field-order';
import type { Words } from '../words/en';
import { useSpeech, type Speech } from '../words/language';
import { phoneInGroups } from './phone';

/** Any value of shared data as a person reads it: lists as lists, records as lines, codes in the reader's words. */
export function Value({ value, field }: { value: unknown; field?: string }) {
  const speech = useSpeech();
  const { words } = speech;
  if (value === undefined || value === null || value === '')
    return <span class="muted">{words.field.none}</span>;
  if (typeof value === 'boolean') return <>{value ? words.action.yes : words.action.no}</>;
  if (Array.isArray(value))
    return (
      <ul>
        {(value as unknown[]).map((one, index) => (
          <li key={index}>
            <Value value={one} />
          </li>
        ))}
      </ul>
    );
  if (typeof value === 'object') return <>{lineOf(value, speech)}</>;
  return <>{spoken(field ?? '', value, speech)}</>;
}

/** The parts of a record that say something; of a box that was ticked its name. */
function lineOf(record: object, speech: Speech): string {
  const parts = inFieldOrder(record).map(([name, value]) => {
    if (typeof value === 'boolean') return value ? tickName(name, speech.words) : '';
    if (typeof value === 'object' || value === undefined) return '';
    return spoken(name, value, speech);
  });
  return parts.filter((part) => part !== '').join(', ');
}

function tickName(name: string, { apply }: Words): string {
  const text = (apply as Readonly<Record<string, unknown>>)[name];
  return typeof text === 'string' ? text : '';
}

/** A code of a closed list in the reader's language; any other value as it is. */
function spoken(field: string, value: unknown, { words: { apply, carrier }, of, date }: Speech): string {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value);
  const lists: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    ownerType: apply.ownerTypes,
    type: apply.addressTypes,
    country: apply.countries,
    lineOfBusiness: { HIGHWAY_CARRIER: apply.highwayCarrier },
    scope: carrier.consents.scopes,
  };
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return date(text);
  if (field === 'phone') return phoneInGroups(text);
  if (field === 'region') return of(regionName(text)) || text;
  return lists[field]?.[text] ?? text;
}
