import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { releaseStaleLock } from '@testing/postgres/stale-lock';
import { accountFor, canEnter } from '@testing/postgres/system-account';
import type { LocalFolder } from '../store/local-folder';

export interface DatabasePlace {
  dataFolder: string;
  /** Where the programs are copied when their account cannot reach `node_modules`. */
  programsFolder: string;
  /** Outside `.local/`: then it is said at the start. */
  isElsewhere: boolean;
}

const NOTE = 'postgres.json';

/** A folder of our own for this copy of the project, in the first place that can be written. */
function ownFolder(root: string): string {
  const name = `harmonization-${createHash('sha256').update(root).digest('hex').slice(0, 12)}`;
  for (const parent of ['/var/lib', '/var/tmp', tmpdir()]) {
    try {
      mkdirSync(join(parent, name), { recursive: true });
      chmodSync(join(parent, name), 0o711);
      return join(parent, name);
    } catch {
      continue;
    }
  }
  throw new Error('no folder for the database can be made');
}

/**
 * `.local/postgres`, unless root starts in a folder that the database's account cannot enter, such as a home of mode 700:
 * then a folder of its own, noted in `.local/postgres.json` so that later starts find the data again.
 */
export async function placeOfDatabase(folder: LocalFolder): Promise<DatabasePlace> {
  const noted = folder.readJson<{ folder: string }>(NOTE)?.folder;
  if (noted) return placeIn(noted, true);
  const inside = folder.at('postgres');
  mkdirSync(inside, { recursive: true });
  if (process.getuid?.() === 0) chmodSync(inside, 0o711);
  if (canEnter(accountFor(join(inside, 'data')), inside, 'pass')) return placeIn(inside, false);
  const outside = ownFolder(folder.path);
  await forget(join(outside, 'data'));
  folder.writeJson(NOTE, { folder: outside });
  return placeIn(outside, true);
}

/** Data without a note belong to a `.local/` that was removed, and with it their passwords: removed to start anew. */
async function forget(dataFolder: string): Promise<void> {
  await releaseStaleLock(dataFolder);
  rmSync(dataFolder, { recursive: true, force: true });
}

const placeIn = (base: string, isElsewhere: boolean): DatabasePlace => ({
  dataFolder: join(base, 'data'),
  programsFolder: base,
  isElsewhere,
});
