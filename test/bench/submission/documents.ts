import { luhnHolds } from '@harmonization/domain/identifiers';
import { freshIdentifiers, type FreshIdentifiers } from '../../data/fresh-identifiers';
import lakeshore from '../../data/carriers/lakeshore-freight-lines.json';

/** Text around `{{name}}`: even places are text, odd ones names. */
const PARTS = JSON.stringify(lakeshore.form).split(/\{\{(\w+)\}\}/);

/**
 * Identifiers for the n-th application of a run. Chance would repeat a Canadian carrier code of four characters within a few
 * thousand, and the second application would rightly be refused: what must not repeat is counted.
 */
export function identifiersOf(n: number): FreshIdentifiers {
  const eight = String(10_000_000 + n);
  const check = [...'0123456789'].find((digit) => luhnHolds(eight + digit)) ?? '';
  return {
    ...freshIdentifiers(`bench-${n}`),
    usdot: eight,
    canadianCarrierCode: n.toString(36).toUpperCase().padStart(4, '0'),
    bn15: `${eight}${check}RC0001`,
  };
}

/** The complete form of a carrier that nobody has seen before, as JSON. */
export function formOf(identifiers: FreshIdentifiers): string {
  const values = identifiers as unknown as Readonly<Record<string, string>>;
  return PARTS.map((part, place) => (place % 2 === 1 ? values[part] : part)).join('');
}
