import { inBoth, type Bilingual } from './bilingual';

type Names = Readonly<Record<string, Bilingual>>;

/** `CODE English name | French name` a line; the French name is left out where it is the same. */
const names = (lines: string): Names =>
  Object.fromEntries(
    lines
      .trim()
      .split('\n')
      .map((line) => {
        const [, code = '', en = '', fr = en] = /^\s*(\w+) ([^|]+?)(?: \| (.+))?$/.exec(line) ?? [];
        return [code, inBoth(en, fr)];
      }),
  );

const UNITED_STATES = names(`
  AL Alabama
  AK Alaska
  AZ Arizona
  AR Arkansas
  CA California | Californie
  CO Colorado
  CT Connecticut
  DE Delaware
  FL Florida | Floride
  GA Georgia | Géorgie
  HI Hawaii | Hawaï
  ID Idaho
  IL Illinois
  IN Indiana
  IA Iowa
  KS Kansas
  KY Kentucky
  LA Louisiana | Louisiane
  ME Maine
  MD Maryland
  MA Massachusetts
  MI Michigan
  MN Minnesota
  MS Mississippi
  MO Missouri
  MT Montana
  NE Nebraska
  NV Nevada
  NH New Hampshire
  NJ New Jersey
  NM New Mexico | Nouveau-Mexique
  NY New York
  NC North Carolina | Caroline du Nord
  ND North Dakota | Dakota du Nord
  OH Ohio
  OK Oklahoma
  OR Oregon
  PA Pennsylvania | Pennsylvanie
  RI Rhode Island
  SC South Carolina | Caroline du Sud
  SD South Dakota | Dakota du Sud
  TN Tennessee
  TX Texas
  UT Utah
  VT Vermont
  VA Virginia | Virginie
  WA Washington
  WV West Virginia | Virginie-Occidentale
  WI Wisconsin
  WY Wyoming
  DC District of Columbia | District de Columbia
  AS American Samoa | Samoa américaines
  GU Guam
  MP Northern Mariana Islands | Îles Mariannes du Nord
  PR Puerto Rico | Porto Rico
  UM United States Minor Outlying Islands | Îles mineures éloignées des États-Unis
  VI Virgin Islands of the United States | Îles Vierges américaines
`);

const CANADA = names(`
  AB Alberta
  BC British Columbia | Colombie-Britannique
  MB Manitoba
  NB New Brunswick | Nouveau-Brunswick
  NL Newfoundland and Labrador | Terre-Neuve-et-Labrador
  NS Nova Scotia | Nouvelle-Écosse
  NT Northwest Territories | Territoires du Nord-Ouest
  NU Nunavut
  ON Ontario
  PE Prince Edward Island | Île-du-Prince-Édouard
  QC Quebec | Québec
  SK Saskatchewan
  YT Yukon
`);

const MEXICO = names(`
  AGU Aguascalientes
  BCN Baja California | Basse-Californie
  BCS Baja California Sur | Basse-Californie du Sud
  CAM Campeche
  CHH Chihuahua
  CHP Chiapas
  CMX Mexico City | Mexico (ville)
  COA Coahuila
  COL Colima
  DUR Durango
  GRO Guerrero
  GUA Guanajuato
  HID Hidalgo
  JAL Jalisco
  MEX State of Mexico | Mexico (État)
  MIC Michoacán
  MOR Morelos
  NAY Nayarit
  NLE Nuevo León
  OAX Oaxaca
  PUE Puebla
  QUE Querétaro
  ROO Quintana Roo
  SIN Sinaloa
  SLP San Luis Potosí
  SON Sonora
  TAB Tabasco
  TAM Tamaulipas
  TLA Tlaxcala
  VER Veracruz
  YUC Yucatán
  ZAC Zacatecas
`);

/** ISO 3166-2 subdivisions of the three countries of the continent, by country and by the code behind its hyphen. */
export const REGION_NAMES: Readonly<Record<string, Names>> = { US: UNITED_STATES, CA: CANADA, MX: MEXICO };

/** A region by its ISO 3166-2 code as people call it; undefined where we have no name for it. */
export function regionName(region: string): Bilingual | undefined {
  const [country = '', subdivision = ''] = region.split('-');
  return REGION_NAMES[country]?.[subdivision];
}
