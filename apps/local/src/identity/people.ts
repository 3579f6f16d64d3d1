import type { ProgramName } from '../programs';

export type Role = 'CARRIER_OFFICER' | 'CARRIER_USER' | 'OFFICER' | 'HQ' | 'AUDITOR';

export interface Person {
  /** What is typed to sign in, e.g. `officer@ctpat`; also the subject of the token. */
  login: string;
  program: ProgramName;
  name: string;
  email: string;
  roles: Role[];
  /** Staff only: the office that the other program may be told (never the officer's name). */
  office?: string;
}

type Entry = Omit<Person, 'login' | 'program'>;

/** Fictional people. Each program has a directory of its own: the same word before the `@` is somebody else at the other (save for invented carriers). */
const DIRECTORIES: Record<ProgramName, Record<string, Entry>> = {
  ctpat: {
    officer: staff('Dana Whitfield', 'dana.whitfield@ctpat.example', 'OFFICER', 'Buffalo Field Office'),
    officer2: staff('Luis Ferrante', 'luis.ferrante@ctpat.example', 'OFFICER', 'Houston Field Office'),
    hq: staff('Marian Cole', 'marian.cole@ctpat.example', 'HQ', 'C-TPAT Headquarters'),
    hq2: staff('Walter Lindqvist', 'walter.lindqvist@ctpat.example', 'HQ', 'C-TPAT Headquarters'),
    auditor: staff('Peter Osgood', 'peter.osgood@ctpat.example', 'AUDITOR', 'C-TPAT Headquarters'),
    carrier1: carrier('Ruth Ellison', 'ruth@lakeshore-freight.example', 'CARRIER_OFFICER'),
    carrier2: carrier('Tom Hadley', 'tom@prairie-line.example', 'CARRIER_OFFICER'),
    user1: carrier('Nell Ortega', 'nell@lakeshore-freight.example', 'CARRIER_USER'),
  },
  pip: {
    officer: staff('Amélie Gagnon', 'amelie.gagnon@pip.example', 'OFFICER', 'Windsor Regional Office'),
    officer2: staff('Gordon Ritchie', 'gordon.ritchie@pip.example', 'OFFICER', 'Pacific Regional Office'),
    hq: staff('Hélène Marchand', 'helene.marchand@pip.example', 'HQ', 'PIP Headquarters'),
    hq2: staff('Sanjay Rao', 'sanjay.rao@pip.example', 'HQ', 'PIP Headquarters'),
    auditor: staff('Ian Colquhoun', 'ian.colquhoun@pip.example', 'AUDITOR', 'PIP Headquarters'),
    carrier1: carrier('Claire Boudreau', 'claire@maple-route.example', 'CARRIER_OFFICER'),
    carrier2: carrier('Owen Sinclair', 'owen@northern-haul.example', 'CARRIER_OFFICER'),
    user1: carrier('Maya Tremblay', 'maya@maple-route.example', 'CARRIER_USER'),
  },
};

function staff(name: string, email: string, role: Role, office: string): Entry {
  return { name, email, roles: [role], office };
}

function carrier(name: string, email: string, role: Role): Entry {
  return { name, email, roles: [role] };
}

/** The logins worth showing, in the order of the file. */
export const peopleOf = (program: ProgramName): Person[] =>
  Object.keys(DIRECTORIES[program]).map((word) => personIn(program, word));

export const loginsOf = (program: ProgramName): string[] => peopleOf(program).map(({ login }) => login);

const titleCase = (word: string): string =>
  word
    .split(/[._-]+/)
    .filter(Boolean)
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join(' ');

/**
 * Nobody in the file: an officer of a carrier that has just been invented, so that anyone can play one. The address is the same at
 * both programs: an application that names it opens the account at the other one too (ADR 0008).
 */
const inventedCarrier = (word: string): Entry =>
  carrier(titleCase(word), `${word}@carriers.example`, 'CARRIER_OFFICER');

export function personIn(program: ProgramName, word: string): Person {
  const directory = DIRECTORIES[program];
  const entry = Object.hasOwn(directory, word) ? directory[word] : undefined;
  return { login: `${word}@${program}`, program, ...(entry ?? inventedCarrier(word)) };
}
