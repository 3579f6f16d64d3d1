import type { Draw } from './draw';

export interface City {
  readonly city: string;
  readonly region: string;
  readonly country: 'US' | 'CA' | 'MX';
  /** First characters of its postal codes. */
  readonly postal: string;
}

const us = (city: string, state: string, postal: string): City => ({
  city,
  region: `US-${state}`,
  country: 'US',
  postal,
});
const ca = (city: string, province: string, postal: string): City => ({
  city,
  region: `CA-${province}`,
  country: 'CA',
  postal,
});

export const US_CITIES = [
  us('Buffalo', 'NY', '142'),
  us('Detroit', 'MI', '482'),
  us('Port Huron', 'MI', '480'),
  us('Toledo', 'OH', '436'),
  us('Cleveland', 'OH', '441'),
  us('Erie', 'PA', '165'),
  us('Plattsburgh', 'NY', '129'),
  us('Burlington', 'VT', '054'),
  us('Bangor', 'ME', '044'),
  us('Grand Forks', 'ND', '582'),
  us('Great Falls', 'MT', '594'),
  us('Seattle', 'WA', '981'),
  us('Blaine', 'WA', '982'),
  us('Chicago', 'IL', '606'),
  us('Laredo', 'TX', '780'),
];

export const CA_CITIES = [
  ca('Windsor', 'ON', 'N9A'),
  ca('Sarnia', 'ON', 'N7T'),
  ca('Mississauga', 'ON', 'L5T'),
  ca('Fort Erie', 'ON', 'L2A'),
  ca('Montréal', 'QC', 'H3C'),
  ca('Lévis', 'QC', 'G6V'),
  ca('Saint-Jean-sur-Richelieu', 'QC', 'J3B'),
  ca('Winnipeg', 'MB', 'R3C'),
  ca('Surrey', 'BC', 'V3S'),
  ca('Abbotsford', 'BC', 'V2T'),
  ca('Calgary', 'AB', 'T2C'),
  ca('Lethbridge', 'AB', 'T1J'),
  ca('Regina', 'SK', 'S4P'),
  ca('Moncton', 'NB', 'E1C'),
];

const STREETS = [
  'Main',
  'Industrial',
  'Commerce',
  'Lakeshore',
  'Harbour',
  'Terminal',
  'Rail',
  'Queen',
  'Jefferson',
  'Mill',
  'Airport',
  'Dixie',
  'Walker',
  'Niagara',
];
const KINDS = [
  ['Street', 'St'],
  ['Avenue', 'Ave'],
  ['Road', 'Rd'],
  ['Boulevard', 'Blvd.'],
  ['Drive', 'Dr'],
] as const;

export interface Place extends City {
  readonly number: string;
  readonly name: string;
  readonly kind: readonly [string, string];
  readonly postalCode: string;
}

const CODE_LETTERS = 'ABCEGHJKLMNPRSTVWXYZ';

const postalCodeIn = (draw: Draw, { country, postal }: City): string =>
  country === 'CA'
    ? `${postal} ${draw.below(10)}${CODE_LETTERS[draw.below(20)]}${draw.below(10)}`
    : `${postal}${draw.digits(2)}`;

export const placeIn = (draw: Draw, city: City): Place => ({
  ...city,
  number: String(100 + draw.below(9_800)),
  name: draw.one(STREETS),
  kind: draw.one(KINDS),
  postalCode: postalCodeIn(draw, city),
});

/** A street as a clerk wrote it: one writes it out, the other shortens it, a third adds the unit. */
export function streetAs(place: Place, habit: number): string {
  const { number, name, kind } = place;
  const forms = [
    `${number} ${name} ${kind[0]}`,
    `${number} ${name.toUpperCase()} ${kind[1]}`,
    `${number} ${name} ${kind[1]}, Suite 4`,
  ];
  return forms[habit % forms.length]!;
}
