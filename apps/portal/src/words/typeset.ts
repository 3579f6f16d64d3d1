import { typesetFrench } from '@harmonization/domain/french-typography';

type Saying = (...given: unknown[]) => string;

/** Every text of a catalogue with its no-break spaces (TXT-6): what functions say, when they say it. */
export function typesetAll<T>(words: T): T {
  const set = (value: unknown): unknown => {
    if (typeof value === 'string') return typesetFrench(value);
    if (typeof value === 'function')
      return (...given: unknown[]) => typesetFrench((value as Saying)(...given));
    if (Array.isArray(value)) return value.map(set);
    return Object.fromEntries(Object.entries(value as object).map(([name, inner]) => [name, set(inner)]));
  };
  return set(words) as T;
}
