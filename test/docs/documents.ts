import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export const ROOT = join(__dirname, '..', '..');

/** A document of the project, by its path from the root. */
export interface Document {
  readonly path: string;
  readonly text: string;
}

const markdownIn = (folder: string): string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name));

export const documentAt = (path: string): Document => ({
  path,
  text: readFileSync(join(ROOT, path), 'utf8'),
});

export const documents = (): Document[] =>
  ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', ...markdownIn('docs')].map(documentAt);

/** Links of a document that lead to no file; addresses on the web are not followed. */
export function brokenLinks({ path, text }: Document): string[] {
  const targets = [...text.matchAll(/\]\(([^)#\s]+)[^)]*\)/g)].map(([, target]) => target ?? '');
  return targets.filter(
    (target) => !/^https?:/.test(target) && !existsSync(join(ROOT, dirname(path), target)),
  );
}

/** Folders and files of the project that a document names in code style; a name with a placeholder or a pattern is not one. */
export function missingPaths({ text }: Document): string[] {
  const named = [...text.matchAll(/`((?:apps|libs|docs|test|scripts|docker|\.ci)\/[\w./-]+)`/g)];
  return named.map(([, name]) => name ?? '').filter((name) => !existsSync(join(ROOT, name)));
}

/** Scripts of `package.json` that a document tells the reader to run. */
export const scriptsNamed = ({ text }: Document): string[] =>
  [...text.matchAll(/\bnpm run (?:-s )?([\w:]+)/g)].map(([, name]) => name ?? '');
