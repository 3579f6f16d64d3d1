const NO_BREAK = '\u00a0';

/** What may not be torn from what stands before or after it, each with the ordinary space that is typed there. */
const TORN = [
  / (?=:(?:\s|$))/g,
  / (?=[»%])/g,
  /(?<=«) /g,
  /(?<=\bn°) /g,
  /(?<=\d) (?=\d{3}(?!\d))/g,
] as const;

/**
 * TXT-6: French as the Translation Bureau of Canada sets it: a no-break space before a colon and a per cent sign, inside
 * guillemets, after `n°` and within numbers; none before a semicolon, a question mark or an exclamation mark.
 */
export const typesetFrench = (text: string): string =>
  TORN.reduce((set, space) => set.replace(space, NO_BREAK), text);
