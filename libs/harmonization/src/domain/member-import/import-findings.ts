import type { FieldFinding } from '../application-form';
import { inBoth } from '../bilingual';

/** Why a row, or a cell of it, is not taken; beside the codes of the application's own fields. A code never changes its meaning. */
export const IMPORT_EXPECTATIONS = {
  COLUMN_MISSING: inBoth(
    'The file needs a column of this name.',
    'Le fichier doit avoir une colonne de ce nom.',
  ),
  COLUMN_UNKNOWN: inBoth('No column of this name is known.', 'Aucune colonne de ce nom n’est connue.'),
  COLUMN_REPEATED: inBoth('Each column once.', 'Chaque colonne une seule fois.'),
  FILE_EMPTY: inBoth(
    'A file with a first line of column names.',
    'Un fichier dont la première ligne nomme les colonnes.',
  ),
  CELL_COUNT: inBoth('As many cells as the first line has.', 'Autant de cellules que la première ligne.'),
  QUOTES_BROKEN: inBoth(
    'Quotes around a whole cell, doubled within it.',
    'Des guillemets autour de toute la cellule, doublés à l’intérieur.',
  ),
  ROW_TOO_LONG: inBoth(
    'Rows of at most 64 KiB and quotes that are closed; nothing after this row was read.',
    'Des lignes d’au plus 64 Kio et des guillemets fermés; rien n’a été lu après cette ligne.',
  ),
  FORMULA_CELL: inBoth(
    'A text that does not begin like a formula (=, +, -, @).',
    'Un texte qui ne commence pas comme une formule (=, +, -, @).',
  ),
  CHARACTER_UNREADABLE: inBoth(
    'Characters of the encoding of the file.',
    'Des caractères de l’encodage du fichier.',
  ),
  ACCOUNT_NUMBER_MALFORMED: inBoth(
    'An account number: 1 to 15 capital letters and digits.',
    'Un numéro de compte : de 1 à 15 lettres majuscules et chiffres.',
  ),
  LINE_UNKNOWN: inBoth('A line of business of this program.', 'Un secteur d’activité de ce programme.'),
  STATUS_UNKNOWN: inBoth('A status of this program.', 'Un statut de ce programme.'),
  STATUS_MOVE: inBoth(
    'A status that the present one can change to.',
    'Un statut qui peut suivre le statut actuel.',
  ),
  STATUS_REASON: inBoth('The reason code of an adverse status.', 'Le code de motif d’un statut défavorable.'),
  REASON_MALFORMED: inBoth(
    'A code: capital letters, digits and _.',
    'Un code : lettres majuscules, chiffres et _.',
  ),
  DATE_ORDER: inBoth(
    'A revalidation that comes after the validation.',
    'Une revalidation qui suit la validation.',
  ),
  YES_OR_NO: inBoth('yes or no.', 'oui ou non.'),
  REPEATED_IN_FILE: inBoth(
    'Each account number once in a file; an earlier row has this one.',
    'Chaque numéro de compte une fois par fichier; une ligne précédente porte celui-ci.',
  ),
  NUMBER_TAKEN: inBoth(
    'A number that this service has not given to an account itself.',
    'Un numéro que ce service n’a pas lui-même attribué à un compte.',
  ),
  LINKED_KEPT: inBoth(
    'Kept: the account is linked, so its shared data are changed by its host only.',
    'Conservé : le compte est lié; seul son hôte modifie les données communes.',
  ),
  EDITED_KEPT: inBoth(
    'Kept: it was changed here after the last import.',
    'Conservé : modifié ici après la dernière importation.',
  ),
} as const;

export type ImportCode = keyof typeof IMPORT_EXPECTATIONS;

/** A finding about a column, or about the whole row where none is named. */
export const importFinding = (code: ImportCode, column?: string): FieldFinding => ({
  pointer: column === undefined ? '' : `/${column}`,
  code,
  expected: IMPORT_EXPECTATIONS[code],
});
