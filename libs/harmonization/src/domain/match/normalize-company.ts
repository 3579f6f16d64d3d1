/** Words of a company's legal form, in both languages and in the shapes that registers and clerks give them. */
const LEGAL_FORMS = new Set(
  'INC INCORPORATED INCORPOREE CORP CORPORATION CO COMPANY COMPAGNIE CIE LTD LIMITED LTEE LIMITEE LLC LLP LP ULC PLC SENC SENCRL ENR'.split(
    ' ',
  ),
);

/** Short forms of the words of a street; `ST` before a name (`ST LAWRENCE`) is spelled out alike on both sides, which is all that counts. */
const STREET_WORDS: Readonly<Record<string, string>> = {
  ST: 'STREET',
  STR: 'STREET',
  AVE: 'AVENUE',
  AV: 'AVENUE',
  RD: 'ROAD',
  BLVD: 'BOULEVARD',
  BOUL: 'BOULEVARD',
  DR: 'DRIVE',
  LN: 'LANE',
  CT: 'COURT',
  HWY: 'HIGHWAY',
  PKWY: 'PARKWAY',
  CRES: 'CRESCENT',
  CH: 'CHEMIN',
  RTE: 'ROUTE',
  N: 'NORTH',
  S: 'SOUTH',
  E: 'EAST',
  W: 'WEST',
};

/** From here on a street names a part of the building. */
const UNIT_WORDS = new Set('SUITE STE UNIT UNITE APT APARTMENT BUREAU FLOOR ROOM LOCAL'.split(' '));

/** Words in capitals, without accents and marks: `Érable & Frères, L.L.C.` is `ERABLE AND FRERES LLC`. */
export const plainWords = (text: string): string[] =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toUpperCase()
    .replace(/[.'’]/g, '')
    .replace(/&|\bET\b/g, ' AND ')
    .replace(/#/g, ' UNIT ')
    .split(/[^\p{L}\p{Nd}]+/u)
    .filter((word) => word !== '');

/** MATCH-6: a legal name is compared without its legal form, a leading article, accents, marks and case. */
export function normalizeCompany(name: string): string {
  const words = plainWords(name);
  const bare = words[0] === 'THE' && words.length > 1 ? words.slice(1) : words;
  const end = bare.findLastIndex((word) => !LEGAL_FORMS.has(word));
  return (end < 0 ? bare : bare.slice(0, end + 1)).join(' ');
}

/** MATCH-7: a street is compared with its words spelled out and without the unit. */
export function normalizeStreet(street: string): string {
  const words = plainWords(street);
  const unit = words.findIndex((word, place) => place > 0 && UNIT_WORDS.has(word));
  return (unit < 0 ? words : words.slice(0, unit)).map((word) => STREET_WORDS[word] ?? word).join(' ');
}
