import { spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Binaries } from './binaries';
import { type SystemAccount, privateFolder } from './system-account';

export const SUPERUSER = 'postgres';

export interface NewCluster {
  dataFolder: string;
  password: string;
  /** False for data that nobody will miss: nothing is forced to disk. */
  durable: boolean;
}

/** Makes the data folder if there is none. Made beside it and then renamed: an interrupted one is never taken for whole. */
export function ensureInitialised(binaries: Binaries, account: SystemAccount, cluster: NewCluster): void {
  if (existsSync(join(cluster.dataFolder, 'PG_VERSION'))) return;
  const draft = `${cluster.dataFolder}-draft`;
  rmSync(draft, { recursive: true, force: true });
  privateFolder(account, draft);
  const passwordFolder = passwordFor(account, cluster.password);
  try {
    initdb(binaries, account, draft, [
      `--pwfile=${join(passwordFolder, 'password')}`,
      ...(cluster.durable ? [] : ['--no-sync']),
    ]);
  } finally {
    rmSync(passwordFolder, { recursive: true, force: true });
  }
  rmSync(cluster.dataFolder, { recursive: true, force: true });
  renameSync(draft, cluster.dataFolder);
}

/** A file, since an argument could be read by every account of the machine. */
function passwordFor({ uid, gid }: SystemAccount, password: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'harmonization-initdb-'));
  const file = join(folder, 'password');
  writeFileSync(file, `${password}\n`, { mode: 0o600 });
  if (uid !== undefined && gid !== undefined) [folder, file].forEach((path) => chownSync(path, uid, gid));
  return folder;
}

function initdb(
  { initdb: program }: Binaries,
  account: SystemAccount,
  folder: string,
  flags: string[],
): void {
  const settings = ['--encoding=UTF8', '--locale=C', '--auth=scram-sha-256', `--username=${SUPERUSER}`];
  const run = spawnSync(program, [`--pgdata=${folder}`, ...settings, ...flags], {
    ...account,
    cwd: folder,
    encoding: 'utf8',
  });
  if (run.status === 0) return;
  throw new Error(`PostgreSQL could not initialise ${folder}: ${run.error?.message ?? run.stderr.trim()}`);
}
