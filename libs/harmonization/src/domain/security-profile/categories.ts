import { inBoth, type Bilingual } from '../bilingual';

export const FOCUS_AREAS = ['CORPORATE', 'TRANSPORTATION', 'PEOPLE_AND_PHYSICAL'] as const;
export type FocusArea = (typeof FOCUS_AREAS)[number];

/** The areas in which a program that groups the same criteria by four reads them. */
export const CROSSWALK_AREAS = [
  'CORPORATE',
  'CARGO_AND_CONVEYANCE',
  'PHYSICAL',
  'SUPPLY_CHAIN_PARTNERS',
] as const;
export type CrosswalkArea = (typeof CROSSWALK_AREAS)[number];

export interface SecurityCategory {
  readonly number: number;
  readonly name: Bilingual;
  readonly focus: FocusArea;
  readonly area: CrosswalkArea;
}

const category = (
  number: number,
  name: Bilingual,
  focus: FocusArea,
  area: CrosswalkArea,
): SecurityCategory => ({ number, name, focus, area });

/**
 * SEC-1: twelve categories in three focus areas; through this crosswalk the same answers are read in four areas
 * (1, 2, 4, 11, 12 corporate; 5–8 cargo and conveyance; 9, 10 physical; 3 supply chain partners).
 */
export const SECURITY_CATEGORIES: readonly SecurityCategory[] = [
  category(
    1,
    inBoth('Security vision and responsibility', 'Vision et responsabilité en matière de sécurité'),
    'CORPORATE',
    'CORPORATE',
  ),
  category(2, inBoth('Risk assessment', 'Évaluation des risques'), 'CORPORATE', 'CORPORATE'),
  category(3, inBoth('Business partners', 'Partenaires commerciaux'), 'CORPORATE', 'SUPPLY_CHAIN_PARTNERS'),
  category(4, inBoth('Cybersecurity', 'Cybersécurité'), 'CORPORATE', 'CORPORATE'),
  category(
    5,
    inBoth(
      'Conveyance and instruments of international traffic',
      'Moyens de transport et instruments de trafic international',
    ),
    'TRANSPORTATION',
    'CARGO_AND_CONVEYANCE',
  ),
  category(6, inBoth('Seals', 'Scellés'), 'TRANSPORTATION', 'CARGO_AND_CONVEYANCE'),
  category(7, inBoth('Procedures', 'Procédures'), 'TRANSPORTATION', 'CARGO_AND_CONVEYANCE'),
  category(8, inBoth('Agriculture', 'Agriculture'), 'TRANSPORTATION', 'CARGO_AND_CONVEYANCE'),
  category(9, inBoth('Physical security', 'Sécurité matérielle'), 'PEOPLE_AND_PHYSICAL', 'PHYSICAL'),
  category(10, inBoth('Access controls', 'Contrôles d’accès'), 'PEOPLE_AND_PHYSICAL', 'PHYSICAL'),
  category(11, inBoth('Personnel', 'Personnel'), 'PEOPLE_AND_PHYSICAL', 'CORPORATE'),
  category(
    12,
    inBoth('Education, training and awareness', 'Éducation, formation et sensibilisation'),
    'PEOPLE_AND_PHYSICAL',
    'CORPORATE',
  ),
];

/** Number of the category of a criterion such as `4.2`. */
export const categoryOf = (criterion: string): number => Number(criterion.split('.')[0]);

/** The crosswalk: the categories that make up one area. */
export const categoriesIn = (area: CrosswalkArea): readonly SecurityCategory[] =>
  SECURITY_CATEGORIES.filter((each) => each.area === area);
