import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Endpoints } from './launcher';
import type { LocalFolder } from './store/local-folder';

const ENTRY = join(__dirname, '..', '..', '..', 'test', 'pilot', 'main.js');
const PLAYED = 'pilot.json';

export const pilotIsDue = (folder: LocalFolder): boolean =>
  existsSync(ENTRY) && folder.readJson(PLAYED) === undefined;

/**
 * Plays the eight flows over HTTP, as carriers and officers would; its lines pass through. Remembered only when all is well. It is told
 * the addresses, since they are not published yet, and ends with this process.
 */
export async function playPilot(folder: LocalFolder, root: string, endpoints: Endpoints): Promise<boolean> {
  const child = spawn(process.execPath, [ENTRY], {
    cwd: root,
    env: { ...process.env, HARMONIZATION_ENDPOINTS: JSON.stringify(endpoints) },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const end = (): void => void child.kill();
  process.once('exit', end);
  const code = await new Promise<number | null>((resolve) => {
    child.once('error', () => resolve(null));
    child.once('exit', resolve);
  });
  process.off('exit', end);
  if (code === 0) folder.writeJson(PLAYED, { playedAt: new Date().toISOString() });
  return code === 0;
}
