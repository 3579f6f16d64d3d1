import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** One hand-written, forward-only step, e.g. `0100_audit.sql`. */
export interface MigrationFile {
  name: string;
  sql: string;
  /** SHA-256, hexadecimal, of the text with `\n` line ends: a checkout on another system must not look like a change. */
  sha256: string;
}

const FILE_NAME = /^\d{4}_[a-z0-9_]+\.sql$/;

async function read(folder: string, name: string): Promise<MigrationFile> {
  if (!FILE_NAME.test(name)) throw new Error(`The migration ${name} must be named like 0100_audit.sql.`);
  const sql = (await readFile(join(folder, name), 'utf8')).replace(/\r\n/g, '\n');
  return { name, sql, sha256: createHash('sha256').update(sql).digest('hex') };
}

function refuseSharedNumbers(files: readonly MigrationFile[]): void {
  const numbered = new Map<string, string>();
  for (const { name } of files) {
    const number = name.slice(0, 4);
    const other = numbered.get(number);
    if (other)
      throw new Error(
        `The migrations ${other} and ${name} have the same number; each number may be used once over all folders.`,
      );
    numbered.set(number, name);
  }
}

/** The steps of several folders (libraries first, then the app) in one order: by number. */
export async function readMigrations(folders: readonly string[]): Promise<MigrationFile[]> {
  const perFolder = await Promise.all(
    folders.map(async (folder) => {
      const names = (await readdir(folder)).filter((name) => name.endsWith('.sql'));
      return Promise.all(names.map((name) => read(folder, name)));
    }),
  );
  const files = perFolder.flat().sort((a, b) => (a.name < b.name ? -1 : 1));
  refuseSharedNumbers(files);
  return files;
}

/** The tables that a line `-- append-only: <table>` in a migration names: the runtime role may add and read, never alter. */
export function appendOnlyTables(files: readonly MigrationFile[]): string[] {
  return files.flatMap(({ sql }) =>
    [...sql.matchAll(/^-- append-only: ([a-z0-9_]+)$/gm)].map(([, table]) => table as string),
  );
}
