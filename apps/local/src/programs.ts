/** The two programs as this launcher knows them; the services themselves know only their own. */
export const PROGRAMS = ['ctpat', 'pip'] as const;
export type ProgramName = (typeof PROGRAMS)[number];

export const isProgram = (word: string): word is ProgramName =>
  (PROGRAMS as readonly string[]).includes(word);

export const peerOf = (program: ProgramName): ProgramName => (program === 'ctpat' ? 'pip' : 'ctpat');

export const TITLES: Record<ProgramName, string> = { ctpat: 'C-TPAT service', pip: 'PIP service' };

/** The value of `aud`: a token for one service is refused at the other. */
export const audienceOf = (program: ProgramName): string => `urn:harmonization:${program}`;
