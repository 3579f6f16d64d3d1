import type { Bilingual } from '../bilingual';
import { inBoth } from '../bilingual';
import type { SharedData } from '../shared-data';
import { SHARED_FIELD_LABELS, type SharedPath } from './shared-fields';

/** One comparable piece of shared data: a field, an identifier, or one address, contact or answer known by what it is. */
export interface SharedEntry {
  /** E.g. `legalName`, `identifiers.scac`, `addresses[HEADQUARTERS]`, `contacts[jane@example.com]`, `securityProfile[4.1]`. */
  readonly field: string;
  readonly label: Bilingual;
  readonly value: unknown;
}

const named = (path: SharedPath, value: unknown): SharedEntry => ({
  field: path,
  label: SHARED_FIELD_LABELS[path],
  value,
});

const identifierEntries = ({ identifiers }: SharedData): SharedEntry[] =>
  Object.entries(identifiers).map(([name, value]) => named(`identifiers.${name}` as SharedPath, value));

const labelled = (label: Bilingual, key: string): Bilingual =>
  inBoth(`${label.en}: ${key}`, `${label.fr} : ${key}`);

/** Items of a list are the same piece on both sides if their key is the same; equal keys are counted. */
function listEntries<T>(
  list: string,
  label: Bilingual,
  items: readonly T[],
  keyOf: (item: T) => string,
): SharedEntry[] {
  return items.map((value, place) => {
    const nth = items.slice(0, place + 1).filter((item) => keyOf(item) === keyOf(value)).length;
    const key = nth > 1 ? `${keyOf(value)}#${nth}` : keyOf(value);
    return { field: `${list}[${key}]`, label: labelled(label, key), value };
  });
}

/** Shared data as comparable pieces, absent ones left out. */
export function entriesOf(data: SharedData): SharedEntry[] {
  const { legalName, tradeName, ownerType, phone, website } = data;
  const plain = { legalName, tradeName, ownerType, phone, website };
  const entries = [
    ...Object.entries(plain).map(([name, value]) => named(name as SharedPath, value)),
    ...identifierEntries(data),
    ...listEntries('addresses', inBoth('Address', 'Adresse'), data.addresses, ({ type }) => type),
    ...listEntries('contacts', inBoth('Contact', 'Personne-ressource'), data.contacts, ({ email }) =>
      email.toLowerCase(),
    ),
    ...listEntries(
      'securityProfile',
      inBoth('Answer on security', 'Réponse sur la sécurité'),
      data.securityProfile,
      ({ criterion }) => criterion,
    ),
  ];
  return entries.filter(({ value }) => value !== undefined);
}
