import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ServiceConfig } from '@platform/config';
import { variableOf } from '@platform/config/environment';
import { getMetadataStorage } from 'class-validator';
import { documentAt, ROOT } from './documents';

interface Row {
  readonly variables: readonly string[];
  readonly fallback: string;
}

const rows: readonly Row[] = documentAt('docs/configuration.md')
  .text.split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, variables = '', , fallback = '']) => ({
    variables: [...variables.matchAll(/`([A-Z0-9_]+)`/g)].map(([, name]) => name ?? ''),
    fallback,
  }));

const documented = rows.flatMap(({ variables }) => variables);

/** The defaults of a row, one a variable; undefined where it names none. */
const defaults = new Map(
  rows.flatMap(({ variables, fallback }) => {
    const values = [...fallback.matchAll(/`([^`]*)`/g)].map(([, value]) => value);
    return variables.map(
      (variable, place) => [variable, values.length === variables.length ? values[place] : fallback] as const,
    );
  }),
);

const settings = [
  ...new Set(
    getMetadataStorage()
      .getTargetValidationMetadatas(ServiceConfig, '', false, false)
      .map(({ propertyName }) => propertyName),
  ),
];

/** What other code than the settings class reads by name. */
function readByName(): string[] {
  const sources = ['apps', 'libs', 'scripts'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(ts|mjs)$/.test(name) && !/spec|node_modules|testing/.test(name))
      .map((name) => readFileSync(join(ROOT, folder, name), 'utf8')),
  );
  return sources.flatMap((text) =>
    [...text.matchAll(/(?:process\.env|environment)\.([A-Z][A-Z0-9_]+)/g)].map(([, name]) => name ?? ''),
  );
}

/** Of the shell that runs it, not of this project. */
const OF_THE_SYSTEM = ['PATH', 'HOME', 'NODE_ENV', 'NODE_EXTRA_CA_CERTS', 'CI', 'NO_COLOR', 'FORCE_COLOR'];

describe('docs/configuration.md', () => {
  it('names every setting of a service', () => {
    expect(settings.length).toBeGreaterThan(40);
    expect(settings.map(variableOf).filter((name) => !documented.includes(name))).toEqual([]);
  });

  it('names every variable that other code reads by name', () => {
    const read = [...new Set(readByName())].filter((name) => !OF_THE_SYSTEM.includes(name));
    expect(read).toEqual(expect.arrayContaining(['HARMONIZATION_LOCAL', 'IMPORT_TOKEN']));
    expect(read.filter((name) => !documented.includes(name))).toEqual([]);
  });

  it('names each variable once', () => {
    expect(documented).toEqual([...new Set(documented)]);
  });

  it('says the defaults that the code has', () => {
    const inCode = new ServiceConfig() as unknown as Record<string, unknown>;
    const held = settings.filter((name) => inCode[name] !== undefined);
    expect(held.length).toBeGreaterThan(10);
    expect(held.map((name) => `${variableOf(name)} ${defaults.get(variableOf(name))}`)).toEqual(
      held.map((name) => `${variableOf(name)} ${String(inCode[name])}`),
    );
  });

  it('promises no default where a setting has none', () => {
    const inCode = new ServiceConfig() as unknown as Record<string, unknown>;
    const promised = settings
      .filter((name) => inCode[name] === undefined)
      .map(variableOf)
      .filter((name) => /^`[a-z0-9]/.test(defaults.get(name) ?? ''));
    expect(promised).toEqual([]);
  });
});
