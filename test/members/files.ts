import { columnsOf } from '@harmonization/domain/member-import/import-columns';
import { CTPAT_PROFILE } from '../../apps/ctpat/src/ctpat.profile';
import { PIP_PROFILE } from '../../apps/pip/src/pip.profile';
import { CANADA_ONLY, Companies, US_ONLY } from './companies';
import { Draw } from './draw';
import { plant, type PlantedPair } from './pairs';
import { identifiersFor, rowOf, type ProgramName, type Row } from './rows';

export interface FileSettings {
  readonly seed: string;
  readonly count: number;
  readonly pairs: number;
  readonly lookAlikes: number;
}

/** Highway carriers among all members of a program: about 2,900 of 11,000, and 1,100 of 1,400. */
const CARRIERS: Readonly<Record<ProgramName, number>> = { ctpat: 2_900 / 11_000, pip: 1_100 / 1_400 };

/** Other kinds of business, by how common they are. */
const OTHER_LINES: Readonly<Record<ProgramName, readonly string[]>> = {
  ctpat: [
    ...Array<string>(9).fill('IMPORTER'),
    'EXPORTER',
    'CUSTOMS_BROKER',
    'CUSTOMS_BROKER',
    'CONSOLIDATOR',
    'FOREIGN_MANUFACTURER',
    'FOREIGN_MANUFACTURER',
    'HIGHWAY_CARRIER_US_MX',
    'MEXICAN_LONG_HAUL',
    'RAIL',
    'SEA',
    'AIR',
    'MPTO',
    'THIRD_PARTY_LOGISTICS',
  ],
  pip: [
    'IMPORTER',
    'IMPORTER',
    'EXPORTER',
    'WAREHOUSE',
    'FREIGHT_FORWARDER',
    'SHIPPING_AGENT',
    'CUSTOMS_BROKER',
    'RAIL',
    'MARINE',
    'AIR',
    'COURIER',
  ],
};

export const CARRIER_LINE: Readonly<Record<ProgramName, string>> = {
  ctpat: 'HIGHWAY_CARRIER_US_CA',
  pip: 'HIGHWAY_CARRIER',
};

const plantedIn = ({
  seed,
  pairs,
  lookAlikes,
}: FileSettings): { pairs: readonly PlantedPair[]; lookAlikes: readonly PlantedPair[] } =>
  plant(new Draw(`${seed}/planted`), { pairs, lookAlikes });

/** One in thirty of the old records lacks something that an application would ask for. */
function aged(row: Row, draw: Draw): Row {
  if (!draw.chance(1 / 30)) return row;
  const lost = draw.one(['hqPostalCode', 'contactEmail', 'ownerType', 'phone']);
  return { ...row, [lost]: '' };
}

function* others(program: ProgramName, settings: FileSettings): Generator<Row> {
  const draw = new Draw(`${settings.seed}/${program}`);
  const companies = new Companies(draw, program === 'ctpat' ? US_ONLY : CANADA_ONLY);
  const planted = settings.pairs + settings.lookAlikes;
  const carriers = Math.max(Math.round(settings.count * CARRIERS[program]) - planted, 0);
  for (let nth = 0; nth < settings.count - planted; nth++) {
    const company = companies.make(draw.chance(program === 'ctpat' ? 0.85 : 0.1) ? 'US' : 'CA');
    const isCarrier = nth < carriers;
    const line = isCarrier ? CARRIER_LINE[program] : draw.one(OTHER_LINES[program]);
    const accountNumber = `${program === 'ctpat' ? 'US' : 'CA'}${String(nth + 1).padStart(7, '0')}`;
    const known = isCarrier || /CARRIER|HAUL/.test(line) ? identifiersFor(program, company, draw) : {};
    const canadian: Row =
      program === 'pip' && company.place.country === 'CA'
        ? { bn15: company.bn15, carmRegistered: 'yes', carmRegisteredOn: '2024-10-21' }
        : {};
    yield aged(
      { ...rowOf(program, company, { accountNumber, line, habit: nth }, draw), ...known, ...canadian },
      draw,
    );
  }
}

/** The rows of a program's file: planted carriers spread evenly among the others, so that a part of the file has a part of each. */
export function* memberRows(program: ProgramName, settings: FileSettings): Generator<Row> {
  const planted = plantedIn(settings);
  const rows = [...planted.pairs, ...planted.lookAlikes].map((pair) => pair[program]);
  const order = new Draw(`${settings.seed}/${program}/order`);
  const mixed = rows
    .map((row) => ({ row, place: order.next() }))
    .toSorted((one, other) => one.place - other.place);
  const rest = others(program, settings);
  const stride = Math.max(Math.floor(settings.count / Math.max(mixed.length, 1)), 1);
  for (const { row } of mixed) {
    yield row;
    for (let n = 1; n < stride; n++) {
      const next = rest.next();
      if (!next.done) yield next.value;
    }
  }
  yield* rest;
}

/** A company named like a formula would be no test of an import: a name that begins so is nobody's. */
const quoted = (value: string): string =>
  /[",\r\n;]/.test(value) ? `"${value.replace(/"/g, '""')}"` : value;

export function* csvLines(program: ProgramName, settings: FileSettings): Generator<string> {
  const columns = columnsOf((program === 'ctpat' ? CTPAT_PROFILE : PIP_PROFILE).memberImport);
  yield columns.join(',');
  for (const row of memberRows(program, settings))
    yield columns.map((column) => quoted(row[column] ?? '')).join(',');
}

export interface AnswerKey {
  readonly seed: string;
  readonly pairs: readonly { ctpat: string; pip: string; common: readonly string[] }[];
  readonly lookAlikes: readonly { ctpat: string; pip: string; common: readonly string[] }[];
}

export function answerKey(settings: FileSettings): AnswerKey {
  const planted = plantedIn(settings);
  const keyed = (pairs: readonly PlantedPair[]) =>
    pairs.map(({ ctpat, pip, common }) => ({ ctpat: ctpat.accountNumber!, pip: pip.accountNumber!, common }));
  return { seed: settings.seed, pairs: keyed(planted.pairs), lookAlikes: keyed(planted.lookAlikes) };
}
