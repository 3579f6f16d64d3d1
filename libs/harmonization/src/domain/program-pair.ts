/** One of the two programs: an opaque code and the country that it manages. */
export interface ProgramCountry {
  readonly code: string;
  readonly country: string;
}

/** Scenarios, flows and the rules R5 and R6 are numbered with the United States' program first. */
const NUMBERED_FIRST = 'US';

const rank = ({ country }: ProgramCountry): string => (country === NUMBERED_FIRST ? '' : country);

/** The two programs in the order in which scenarios and flows count them; other countries in the order of their codes. */
export const inNumberedOrder = <P extends ProgramCountry>(pair: readonly [P, P]): readonly [P, P] =>
  rank(pair[1]) < rank(pair[0]) ? [pair[1], pair[0]] : pair;
