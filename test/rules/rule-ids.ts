import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const ROOT = join(__dirname, '..', '..');

/** Folders whose code states rules: the kernel and what each program adds to it. */
const RULE_FOLDERS = ['libs/harmonization/src', 'apps/ctpat/src', 'apps/pip/src'];
const TEST_FOLDERS = ['libs', 'apps', 'test'];

/** The rules of the link protocol, named as its table names them. */
export const PROTOCOL_IDS: readonly string[] = [
  ...['C1', 'C2', 'C3', 'C4', 'C5', 'C6', 'C7'],
  ...['H1', 'H2', 'H3', 'H4'],
  ...['X1', 'X2', 'X3', 'X4', 'X5'],
  ...['E1', 'E2', 'T1', 'T2', 'S1', 'P1', 'D1', 'D2', 'M1', 'M2'],
  ...['B1', 'B2', 'B3', 'B4'],
];

interface SourceFile {
  readonly path: string;
  readonly text: string;
}

const isSpec = (path: string): boolean => /spec\.ts$/.test(path);

function filesIn(folder: string): SourceFile[] {
  const entries = readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' });
  return entries
    .filter((name) => name.endsWith('.ts') && !name.includes('node_modules'))
    .map((name) => ({ path: join(folder, name), text: readFileSync(join(ROOT, folder, name), 'utf8') }));
}

const RULE_FILES = RULE_FOLDERS.flatMap(filesIn).filter(({ path }) => !isSpec(path));
const SPEC_FILES = TEST_FOLDERS.flatMap(filesIn).filter(
  ({ path }) => isSpec(path) && !path.includes('rules-agree'),
);

/** A doc comment that opens with an id states a rule; an id within a comment only refers to one. */
const STATED = /\/\*\*\s*(?:\*\s*)?([A-Z]+-[A-Z]?\d+)\b/g;

const statedIn = (files: readonly SourceFile[]): Set<string> =>
  new Set(files.flatMap(({ text }) => [...text.matchAll(STATED)].map(([, id]) => id ?? '')));

/** Ids of the rules that the code states, and of those among them that are pure. */
export const statedRules = (): Set<string> => statedIn(RULE_FILES);
export const pureRules = (): Set<string> =>
  statedIn(RULE_FILES.filter(({ path }) => path.includes('/domain/')));

/** Text of the comments of the link protocol's code, where its ids are named. */
export const protocolComments = (): string =>
  RULE_FILES.filter(({ path }) => path.includes('/domain/link'))
    .flatMap(({ text }) => text.match(/\/\*\*[\s\S]*?\*\/|\/\/.*/g) ?? [])
    .join('\n');

/** Ids in the first column of the tables of `docs/rules.md`, with the rest of their rows. */
export const documentedRules = (): Map<string, string[]> => new Map(documentedRows());

/** The same, each row as it stands: an id that stands twice is there twice. */
export function documentedRows(): [string, string[]][] {
  const rows = readFileSync(join(ROOT, 'docs/rules.md'), 'utf8').matchAll(
    /^\| ([A-Z]+-?[A-Z]?\d+) +\|(.*)\|$/gm,
  );
  return [...rows].map(([, id, rest]) => [id ?? '', (rest ?? '').split('|').map((cell) => cell.trim())]);
}

const names = (text: string, id: string): boolean => new RegExp(`\\b${id}\\b`).test(text);

/** True where a test names the rule; the short ids of the protocol count only in the tests of the protocol. */
export const isTested = (id: string): boolean =>
  SPEC_FILES.some(({ path, text }) => names(text, id) && (!isProtocolId(id) || isProtocolTest(path)));

/** True where the test file of this name (without its folder) names the rule. */
export const isTestedIn = (file: string, id: string): boolean =>
  SPEC_FILES.some(({ path, text }) => basename(path) === file && names(text, id));

const isProtocolId = (id: string): boolean => PROTOCOL_IDS.includes(id);
const isProtocolTest = (path: string): boolean =>
  path.includes('/domain/link') || path.includes('test/model');
