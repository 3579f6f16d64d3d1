import { inBoth, type Bilingual } from '../bilingual';
import { inNumberedOrder } from '../program-pair';
import type { HostFacts, HostRuleId } from './host-facts';

/** A condition on the headquarters; the first that holds designates: staff, or one of the programs. */
export interface DesignationRule {
  readonly id: HostRuleId;
  /** The facts on which the condition holds, or nothing where it does not. */
  readonly speaks: (facts: HostFacts) => Readonly<Record<string, unknown>> | undefined;
  /** Code of the program that it designates; without it the result is staff. */
  readonly host?: (facts: HostFacts) => string;
  readonly text: Bilingual;
}

/** HOST-R1: verification of the headquarters was tried and failed. Not yet verified is provisional, and stops nothing. */
const verificationFailed: DesignationRule = {
  id: 'HOST-R1',
  speaks: ({ programs }) => {
    const failedAt = programs.filter(({ headquarters }) => headquarters === 'FAILED').map(({ code }) => code);
    return failedAt.length > 0 ? { failedAt } : undefined;
  },
  text: inBoth('The headquarters could not be verified.', 'Le siège social n’a pas pu être vérifié.'),
};

/** HOST-R2: the programs know headquarters in different countries. The form stands for the account of a program not yet joined. */
const countriesDiffer: DesignationRule = {
  id: 'HOST-R2',
  speaks: ({ programs, headquarters }) => {
    const known = [...programs.map(({ headquartersCountry }) => headquartersCountry), headquarters?.country];
    const countries = [...new Set(known.filter((country) => country !== undefined))];
    return countries.length > 1 ? { countries } : undefined;
  },
  text: inBoth(
    'The two programs know headquarters in different countries.',
    'Les deux programmes situent le siège social dans des pays différents.',
  ),
};

/** HOST-R3: the carrier attests a second head office, or a merger or relocation within twelve months. */
const unsettled: DesignationRule = {
  id: 'HOST-R3',
  speaks: ({ secondHeadOffice, mergerOrRelocationWithin12Months }) =>
    secondHeadOffice || mergerOrRelocationWithin12Months
      ? { secondHeadOffice, mergerOrRelocationWithin12Months }
      : undefined,
  text: inBoth(
    'The carrier has a second head office, or has merged or moved within 12 months.',
    'Le transporteur a un deuxième siège social, ou a fusionné ou déménagé au cours des 12 derniers mois.',
  ),
};

/** HOST-R4: headquarters in a third country, or an account designated for another border. */
const thirdCountry: DesignationRule = {
  id: 'HOST-R4',
  speaks: ({ programs, headquarters }) => {
    const country = headquarters?.country;
    const otherBorderAt = programs.filter(({ otherBorder }) => otherBorder).map(({ code }) => code);
    const isThird = programs.every((program) => program.country !== country);
    return isThird || otherBorderAt.length > 0 ? { country, otherBorderAt } : undefined;
  },
  text: inBoth(
    'The headquarters are in a third country, or the account is designated for another border.',
    'Le siège social se trouve dans un pays tiers, ou le compte vise une autre frontière.',
  ),
};

const headquartersAt = (id: HostRuleId, place: 0 | 1, text: Bilingual): DesignationRule => ({
  id,
  speaks: ({ programs, headquarters }) =>
    headquarters?.country === inNumberedOrder(programs)[place].country
      ? { country: headquarters.country }
      : undefined,
  host: ({ programs }) => inNumberedOrder(programs)[place].code,
  text,
});

/** HOST-R5: headquarters in the country of the first program (the United States): that program hosts. */
const headquartersInFirst = headquartersAt(
  'HOST-R5',
  0,
  inBoth(
    'The headquarters are in the country of the program that manages the accounts.',
    'Le siège social se trouve dans le pays du programme qui gère les comptes.',
  ),
);

/** HOST-R6: headquarters in the country of the second program (Canada): that program hosts. */
const headquartersInSecond = headquartersAt(
  'HOST-R6',
  1,
  inBoth(
    'The headquarters are in the country of the program that manages the accounts.',
    'Le siège social se trouve dans le pays du programme qui gère les comptes.',
  ),
);

export const DESIGNATION_RULES: readonly DesignationRule[] = [
  verificationFailed,
  countriesDiffer,
  unsettled,
  thirdCountry,
  headquartersInFirst,
  headquartersInSecond,
];
