import { addDays, addYears } from '@harmonization/domain/calendar';
import type { Company } from './companies';
import type { Draw } from './draw';
import { streetAs } from './places';

export type Row = Record<string, string>;
export type ProgramName = 'ctpat' | 'pip';

/** Everything in a file lies before this day; the same seed writes the same file on any day. */
const WRITTEN_ON = '2025-12-31';

const STATUSES: Readonly<Record<ProgramName, readonly (readonly [string, number])[]>> = {
  ctpat: [
    ['Certified, Validated', 0.8],
    ['Certified', 0.15],
    ['Applicant', 0.04],
    ['Suspended', 1],
  ],
  pip: [
    ['Member', 0.9],
    ['Under review', 0.06],
    ['Suspended', 1],
  ],
};

export const statusFor = (program: ProgramName, draw: Draw): string =>
  STATUSES[program].find(([, share]) => draw.chance(share))![0];

function datesFor(program: ProgramName, status: string, draw: Draw): Row {
  const since = addDays(WRITTEN_ON, -200 - draw.below(4_000));
  if (/Applicant|review/.test(status)) return { statusSince: addDays(WRITTEN_ON, -draw.below(90)) };
  const validated = addDays(WRITTEN_ON, -30 - draw.below(1_400));
  return {
    statusSince: since,
    memberSince: since,
    ...(program === 'ctpat' ? { certifiedOn: since } : {}),
    ...(status === 'Certified'
      ? {}
      : { lastValidatedOn: validated, nextRevalidationDue: addYears(validated, 4) }),
    lastAnnualReviewOn: addDays(WRITTEN_ON, -draw.below(360)),
  };
}

/** How a clerk of one program writes a company: `habit` differs between the programs, what it is does not. */
export function nameAs({ words, suffix }: Company, habit: number): string {
  const plain = words.normalize('NFD').replace(/\p{M}/gu, '');
  return [
    `${words} ${suffix[0]}`,
    `${plain.toUpperCase()} ${suffix[1].toUpperCase()}`,
    `${words}, ${suffix[0]}`,
  ][habit % 3]!;
}

export interface RowFacts {
  readonly accountNumber: string;
  readonly line: string;
  readonly habit: number;
  readonly status?: string;
}

/** A complete row of a company; the caller takes away what the program does not know. */
export function rowOf(program: ProgramName, company: Company, facts: RowFacts, draw: Draw): Row {
  const { place, person, domain, phone } = company;
  const status = facts.status ?? statusFor(program, draw);
  const email = `${person.split(' ')[0]!.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()}@${domain}`;
  return {
    accountNumber: facts.accountNumber,
    [program === 'ctpat' ? 'businessType' : 'lineOfBusiness']: facts.line,
    status,
    legalName: nameAs(company, facts.habit),
    ownerType: draw.one(['CORPORATION', 'CORPORATION', 'LLC', 'PARTNERSHIP']),
    phone,
    website: draw.chance(0.5) ? `https://www.${domain}` : '',
    hqStreet: streetAs(place, facts.habit),
    hqCity: facts.habit % 3 === 1 ? place.city.toUpperCase() : place.city,
    hqRegion: place.region,
    hqPostalCode: place.postalCode,
    hqCountry: place.country,
    contactName: person,
    contactTitle: draw.one(['President', 'Vice-President, Operations', 'Directeur de la sûreté', 'Owner']),
    contactEmail: email,
    contactPhone: phone,
    ...datesFor(program, status, draw),
  };
}

/** The identifiers that each program's file of a highway carrier usually has. */
export function identifiersFor(program: ProgramName, company: Company, draw: Draw): Row {
  const { scac, usdot, mcNumber, ein, canadianCarrierCode, bn15, place } = company;
  if (program === 'ctpat')
    return { scac, usdot, mcNumber: draw.chance(0.7) ? mcNumber : '', ein: draw.chance(0.6) ? ein : '' };
  return place.country === 'CA'
    ? { bn15, carmRegistered: 'yes', carmRegisteredOn: '2024-10-21', canadianCarrierCode }
    : { canadianCarrierCode, carmRegistered: 'no' };
}
