/** Which membership a draft builds on, as its carrier said when it began. */
export interface Holding {
  readonly holding: 'NEITHER' | 'HERE' | 'THERE';
  /** The carrier's account at the program that serves these pages. */
  readonly accountNumber?: string;
}

const NEITHER: Holding = { holding: 'NEITHER' };
const keyOf = (id: string): string => `holding-${id}`;

/** Kept in this browser: the service asks for it again with the submission. */
export const keepHolding = (id: string, holding: Holding): void =>
  localStorage.setItem(keyOf(id), JSON.stringify(holding));

export function holdingOf(id: string): Holding {
  const kept = localStorage.getItem(keyOf(id));
  return kept ? (JSON.parse(kept) as Holding) : NEITHER;
}
