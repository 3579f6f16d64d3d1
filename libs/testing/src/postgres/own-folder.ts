import { chmodSync, cpSync, existsSync, mkdirSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { packagedPostgres } from './binaries';
import { accountFor, canEnter } from './system-account';

/**
 * The server's programs, where the account that runs them can reach them. Root's own home is closed to others (mode 700),
 * and with it `node_modules`: the programs are then copied once into `copyFolder`.
 */
export function binariesFor(dataFolder: string, copyFolder: string): string {
  const packaged = packagedPostgres();
  if (canEnter(accountFor(dataFolder), join(packaged, 'bin'))) return packaged;
  const copy = join(copyFolder, 'postgres');
  if (!existsSync(copy)) copyWhole(packaged, copy);
  return copy;
}

/** A copy that was interrupted never gets the final name. */
function copyWhole(from: string, to: string): void {
  const draft = `${to}-${process.pid}`;
  mkdirSync(dirname(to), { recursive: true });
  chmodSync(dirname(to), 0o755);
  cpSync(from, draft, { recursive: true, verbatimSymlinks: true });
  chmodSync(draft, 0o755);
  if (!existsSync(to)) renameSync(draft, to);
}
