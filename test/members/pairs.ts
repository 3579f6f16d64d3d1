import { Companies, PAIRS, type Company } from './companies';
import type { Draw } from './draw';
import { CA_CITIES, placeIn, US_CITIES } from './places';
import { identifiersFor, rowOf, type Row } from './rows';

/** A pair of rows, one of each file: one carrier, or two that only look alike. */
export interface PlantedPair {
  readonly ctpat: Row;
  readonly pip: Row;
  /** What both rows have in common or how they look alike, in words; nothing where no rule can see that they are one. */
  readonly common: readonly string[];
}

interface Rows {
  readonly ctpat: Row;
  readonly pip: Row;
}

type Shape = (rows: Rows, company: Company, draw: Draw) => readonly string[];

const NO_NUMBERS = { usdot: '', bn15: '', canadianCarrierCode: '' };

function elsewhere(draw: Draw, { place }: Company): Row {
  const cities = place.country === 'US' ? US_CITIES : CA_CITIES;
  const other = placeIn(draw, draw.one(cities.filter(({ city }) => city !== place.city)));
  const { city, region, postalCode, number } = other;
  return { hqStreet: `${number} Second Line`, hqCity: city, hqRegion: region, hqPostalCode: postalCode };
}

const renamed = (draw: Draw): Row => ({ legalName: `${draw.digits(7)} Holdings Inc.` });

/** The ways in which both programs know one carrier: by everything, or by one thing only. */
const SHAPES: readonly Shape[] = [
  ({ ctpat, pip }, { usdot, canadianCarrierCode }) => {
    Object.assign(ctpat, { canadianCarrierCode });
    Object.assign(pip, { usdot, canadianCarrierCode });
    return ['usdot', 'canadianCarrierCode', 'name and street', 'name and postal code'];
  },
  ({ pip }, { usdot }, draw) => {
    Object.assign(pip, NO_NUMBERS, { usdot }, renamed(draw));
    return ['usdot'];
  },
  ({ ctpat, pip }, company, draw) => {
    const { canadianCarrierCode } = company;
    Object.assign(ctpat, { canadianCarrierCode });
    Object.assign(pip, NO_NUMBERS, { canadianCarrierCode }, elsewhere(draw, company), renamed(draw));
    return ['canadianCarrierCode'];
  },
  ({ pip }) => {
    Object.assign(pip, NO_NUMBERS);
    return ['name and street', 'name and postal code'];
  },
  ({ pip }, { place }) => {
    Object.assign(pip, NO_NUMBERS, { hqStreet: `Warehouse 7, ${place.name} Industrial Park` });
    return ['name and postal code'];
  },
  ({ pip }, { usdot }) => {
    Object.assign(pip, NO_NUMBERS, { usdot });
    return ['usdot', 'name and street', 'name and postal code'];
  },
  ({ ctpat, pip }, { bn15 }, draw) => {
    Object.assign(ctpat, { bn15 });
    Object.assign(pip, NO_NUMBERS, { bn15: `${bn15.slice(0, 9)}RT0002` }, renamed(draw));
    return ['business number'];
  },
];

/** One carrier that moved, changed its name, and is known to each program by another number. */
const NOTHING_IN_COMMON: Shape = ({ pip }, company, draw) => {
  Object.assign(pip, NO_NUMBERS, elsewhere(draw, company), renamed(draw));
  return [];
};

const swapped = (digits: string): string => {
  const at = [...digits].findIndex(
    (digit, place) => place > 0 && place + 1 < digits.length && digit !== digits[place + 1],
  );
  return digits.slice(0, at) + digits.charAt(at + 1) + digits.charAt(at) + digits.slice(at + 2);
};

/** Two carriers that a hurried reader takes for one. */
const LOOK_ALIKES: readonly Shape[] = [
  ({ pip }, { words, usdot }, draw) => {
    Object.assign(pip, NO_NUMBERS, {
      usdot: swapped(usdot),
      legalName: `${words.replace(/ \S+$/, ' Transfer')} Inc.`,
    });
    Object.assign(pip, { hqStreet: `${draw.digits(3)} Other Street` });
    return ['near name in one city, two digits of the USDOT number swapped'];
  },
  ({ pip }, company, draw) => {
    Object.assign(pip, NO_NUMBERS, elsewhere(draw, company));
    return ['the same name in another city'];
  },
  ({ pip }, _, draw) => {
    Object.assign(pip, NO_NUMBERS, renamed(draw));
    return ['another company in the same building'];
  },
  ({ ctpat, pip }, { canadianCarrierCode }, draw) => {
    Object.assign(ctpat, { canadianCarrierCode });
    const [first, , ...rest] = canadianCarrierCode;
    Object.assign(pip, NO_NUMBERS, { canadianCarrierCode: `Z${first}${rest.join('')}` }, renamed(draw));
    return ['carrier codes that differ in one place, one building'];
  },
];

function planted(company: Company, shape: Shape, numbers: Rows, draw: Draw): PlantedPair {
  const ctpat = {
    ...rowOf(
      'ctpat',
      company,
      {
        accountNumber: numbers.ctpat.number!,
        line: 'HIGHWAY_CARRIER_US_CA',
        habit: 0,
        status: draw.chance(0.8) ? 'Certified, Validated' : 'Certified',
      },
      draw,
    ),
    ...identifiersFor('ctpat', company, draw),
  };
  const pip = {
    ...rowOf(
      'pip',
      company,
      { accountNumber: numbers.pip.number!, line: 'HIGHWAY_CARRIER', habit: 1, status: 'Member' },
      draw,
    ),
    ...identifiersFor('pip', company, draw),
  };
  const common = shape({ ctpat, pip }, company, draw);
  return { ctpat, pip, common };
}

/** One true pair in forty has nothing in common that a rule could see. */
const UNSEEN_EVERY = 40;

export interface Planted {
  readonly pairs: readonly PlantedPair[];
  readonly lookAlikes: readonly PlantedPair[];
}

/** The carriers of both files; the numbers of their accounts tell nothing of who belongs to whom. */
export function plant(draw: Draw, counts: { pairs: number; lookAlikes: number }): Planted {
  const companies = new Companies(draw, PAIRS);
  const numbers = (): Rows => ({
    ctpat: { number: `C${draw.letters(2)}${draw.digits(6)}` },
    pip: { number: `P${draw.letters(2)}${draw.digits(5)}` },
  });
  const make = (shape: Shape): PlantedPair =>
    planted(companies.make(draw.chance(0.55) ? 'US' : 'CA'), shape, numbers(), draw);
  const shapeOf = (nth: number): Shape =>
    nth % UNSEEN_EVERY === UNSEEN_EVERY - 1 ? NOTHING_IN_COMMON : SHAPES[nth % SHAPES.length]!;
  return {
    pairs: Array.from({ length: counts.pairs }, (_, nth) => make(shapeOf(nth))),
    lookAlikes: Array.from({ length: counts.lookAlikes }, (_, nth) =>
      make(LOOK_ALIKES[nth % LOOK_ALIKES.length]!),
    ),
  };
}
