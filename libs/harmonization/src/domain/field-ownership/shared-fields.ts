import { inBoth, type Bilingual } from '../bilingual';
import type { SharedData } from '../shared-data';
import type { CrossingRow } from './crossing';

type Each<T> = T extends readonly (infer Item)[] ? Item : never;
type Below<T, Path extends string> = T extends readonly string[]
  ? Path
  : T extends readonly object[]
    ? Below<Each<T>, `${Path}[]`>
    : T extends object
      ? { [Key in keyof T & string]-?: Below<NonNullable<T[Key]>, `${Path}.${Key}`> }[keyof T & string]
      : Path;

type Field = keyof SharedData;

/** The path of every field of shared data, e.g. `addresses[].city` or `identifiers.scac`. */
export type SharedPath = { [Key in Field]-?: Below<NonNullable<SharedData[Key]>, Key> }[Field];

/** OWN-1: every shared field has its row here, or does not cross; a field that `SharedData` gains does not compile until it has one. */
export const SHARED_FIELD_LABELS: Readonly<Record<SharedPath, Bilingual>> = {
  legalName: inBoth('Legal name', 'Dénomination sociale'),
  tradeName: inBoth('Trade name', 'Nom commercial'),
  ownerType: inBoth('Type of ownership', 'Forme juridique'),
  phone: inBoth('Telephone', 'Téléphone'),
  website: inBoth('Website', 'Site Web'),
  'addresses[].type': inBoth('Type of address', 'Type d’emplacement'),
  'addresses[].street': inBoth('Street', 'Adresse municipale'),
  'addresses[].city': inBoth('City', 'Ville'),
  'addresses[].region': inBoth('State or province', 'État ou province'),
  'addresses[].postalCode': inBoth('Postal code', 'Code postal'),
  'addresses[].country': inBoth('Country', 'Pays'),
  'addresses[].staffed': inBoth('Staffed', 'Personnel sur place'),
  'contacts[].name': inBoth('Name of contact', 'Nom de la personne-ressource'),
  'contacts[].title': inBoth('Title of contact', 'Fonction de la personne-ressource'),
  'contacts[].email': inBoth('E-mail of contact', 'Courriel de la personne-ressource'),
  'contacts[].phone': inBoth('Telephone of contact', 'Téléphone de la personne-ressource'),
  'contacts[].isCompanyOfficer': inBoth('Company officer', 'Dirigeant de l’entreprise'),
  'contacts[].isPrimaryContact': inBoth('Primary contact', 'Personne-ressource principale'),
  'identifiers.scac': inBoth('SCAC', 'Code SCAC'),
  'identifiers.usdot': inBoth('USDOT number', 'Numéro USDOT'),
  'identifiers.mcNumber': inBoth('Operating authority number', 'Numéro d’autorisation d’exploitation'),
  'identifiers.ein': inBoth('EIN', 'Numéro d’identification d’employeur (EIN)'),
  'identifiers.canadianCarrierCode': inBoth('Canadian carrier code', 'Code de transporteur canadien'),
  'identifiers.bn15': inBoth('Business number', 'Numéro d’entreprise'),
  'identifiers.carmRegistered': inBoth('Registered in CARM', 'Inscrit à la GCRA'),
  'identifiers.carmRegisteredOn': inBoth('Date of registration in CARM', 'Date d’inscription à la GCRA'),
  'identifiers.mids': inBoth('Manufacturer identification codes', 'Codes d’identification de fabricant'),
  'identifiers.tin': inBoth('Trader identification number', 'Numéro d’identification de négociant'),
  'securityProfile[].criterion': inBoth('Security criterion', 'Critère de sécurité'),
  'securityProfile[].answer': inBoth('Answer on security', 'Réponse sur la sécurité'),
  'securityProfile[].evidence': inBoth('Evidence of security', 'Preuve de sécurité'),
};

export const SHARED_PATHS = Object.keys(SHARED_FIELD_LABELS) as readonly SharedPath[];

/** Shared data: one writer, the host; its client mirrors them. */
export const SHARED_ROWS: readonly CrossingRow[] = SHARED_PATHS.map((path) => ({
  path,
  class: 'SHARED_DATA',
  direction: 'HOST_TO_CLIENT',
  kind: 'link',
  label: SHARED_FIELD_LABELS[path],
}));
