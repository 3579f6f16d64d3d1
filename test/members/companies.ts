import { luhnHolds } from '@harmonization/domain/identifiers';
import type { Draw } from './draw';
import { CA_CITIES, placeIn, US_CITIES, type Place } from './places';

/** A company as it is; each program's file says of it what that program happens to know. */
export interface Company {
  readonly words: string;
  readonly suffix: readonly [string, string];
  readonly place: Place;
  readonly usdot: string;
  readonly scac: string;
  readonly mcNumber: string;
  readonly ein: string;
  readonly canadianCarrierCode: string;
  readonly bn15: string;
  readonly person: string;
  readonly domain: string;
  readonly phone: string;
}

const FIRST = [
  'Northern',
  'Great Lakes',
  'Maple',
  'Cascade',
  'Prairie',
  'Blue Water',
  'Iroquois',
  'Érable',
  'Laurentian',
  'Ambassador',
  'Thousand Islands',
  'Big Sky',
  'Fundy',
  'Red River',
  'Evergreen',
  'Frontier',
  'Peace Arch',
  'Saint-Laurent',
  'Huron',
  'Niagara',
  'Copper',
  'Granite',
  'Timber',
  'Skyline',
];
const SECOND = [
  'Star',
  'Eagle',
  'Arrow',
  'Horizon',
  'Crest',
  'Bridge',
  'Valley',
  'Summit',
  'Falcon',
  'River',
  'Anchor',
  'Compass',
  'Pioneer',
  'Meridian',
  'Summit & Sons',
  'Brothers',
  'Heritage',
  'Union',
  'Liberty',
  'Gateway',
];
const SUFFIXES = [
  ['Inc.', 'Incorporated'],
  ['Ltd.', 'Limited'],
  ['LLC', 'L.L.C.'],
  ['Corp.', 'Corporation'],
  ['Ltée', 'Limitée'],
  ['Co.', 'Company'],
] as const;
const PEOPLE = ['Anne', 'Bruno', 'Carla', 'David', 'Élise', 'Frank', 'Grace', 'Hugo', 'Irene', 'Jean'];
const FAMILIES = [
  'Martin',
  'Nguyen',
  'Tremblay',
  'Singh',
  'Kowalski',
  'Roy',
  'Garcia',
  'Smith',
  'Bouchard',
  'Chen',
];

/** Which part of all companies a company belongs to: names and numbers of different parts never meet by chance. */
export interface Part {
  readonly trades: readonly string[];
  /** First digits of its USDOT and business numbers, first letter of its carrier codes. */
  readonly digit: string;
  readonly letter: string;
}

export const PAIRS: Part = { trades: ['Transport', 'Trucking', 'Carriers'], digit: '1', letter: 'A' };
export const US_ONLY: Part = {
  trades: ['Freight Lines', 'Haulage', 'Logistics', 'Motor Freight'],
  digit: '3',
  letter: 'M',
};
export const CANADA_ONLY: Part = {
  trades: ['Camionnage', 'Cartage', 'Transit', 'Express'],
  digit: '5',
  letter: 'T',
};

/** A number that nobody had before. */
function fresh(used: Set<string>, make: () => string): string {
  for (;;) {
    const value = make();
    if (used.has(value)) continue;
    used.add(value);
    return value;
  }
}

function businessNumber(draw: Draw, digit: string): string {
  const eight = digit + draw.digits(7);
  return eight + [...'0123456789'].find((check) => luhnHolds(eight + check))!;
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

export class Companies {
  private readonly used = new Set<string>();

  constructor(
    private readonly draw: Draw,
    private readonly part: Part,
  ) {}

  make(country: 'US' | 'CA'): Company {
    const { draw, part, used } = this;
    const words = `${draw.one(FIRST)} ${draw.one(SECOND)} ${draw.one(part.trades)}`;
    const code = (): string =>
      part.letter + Array.from({ length: 3 }, () => ALPHABET[draw.below(36)]).join('');
    const tag = fresh(used, () => `${draw.letters(3).toLowerCase()}${draw.digits(3)}`);
    return {
      words,
      suffix: draw.one(SUFFIXES),
      place: placeIn(draw, draw.one(country === 'US' ? US_CITIES : CA_CITIES)),
      usdot: fresh(used, () => part.digit + draw.digits(6)),
      scac: draw.letters(4),
      mcNumber: `MC-${part.digit}${draw.digits(5)}`,
      ein: `${part.digit}${draw.digits(1)}-${draw.digits(7)}`,
      canadianCarrierCode: fresh(used, code),
      bn15: `${fresh(used, () => businessNumber(draw, part.digit))}RC0001`,
      person: `${draw.one(PEOPLE)} ${draw.one(FAMILIES)}`,
      domain: `${tag}.example.com`,
      phone: `+1${country === 'US' ? '716' : '905'}555${draw.digits(4)}`,
    };
  }
}
