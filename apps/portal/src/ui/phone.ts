const NORTH_AMERICAN = /^\+1(\d{3})(\d{3})(\d{4})$/;

/** A number of E.164 as people read it: those of the North American plan in groups, unbroken; any other as it is. */
export const phoneInGroups = (number: string): string =>
  number.replace(NORTH_AMERICAN, '+1\u00a0$1\u00a0$2\u00a0$3');
