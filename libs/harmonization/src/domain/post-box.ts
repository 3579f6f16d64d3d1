/** English, French and Spanish words for a box at a post office, without accents, in small letters. */
const POST_BOXES: readonly RegExp[] = [
  /\bp\W*[o0]\W*(box|bx|b)\b/,
  /\bpob\W*\d/,
  /\bpost(al)?\W*(office\W*)?box\b/,
  /\bcas(e|ier)\W*postale?\b/,
  /\bboite\W*postale\b/,
  /\bb\W?p\W*\d/,
  /\bapartado\b/,
  /\bapdo\b/,
  /\b(general delivery|poste restante|lista de correos)\b/,
  /^\W*box\W*\d/,
];

/** `C.P.` is *case postale* in Canada; in Mexico it is *código postal*, part of every address. */
const CASE_POSTALE = /\bc\W?p\W*\d/;

/** PLACE-4: a box at a post office is no place: nobody can be visited there. `street` as typed, `country` ISO 3166-1 alpha-2. */
export function isPostBox(street: string, country?: string): boolean {
  const plain = street.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return POST_BOXES.some((box) => box.test(plain)) || (country !== 'MX' && CASE_POSTALE.test(plain));
}
