import { join } from 'node:path';
import { Launcher } from './launcher';
import { pilotIsDue, playPilot } from './pilot';
import { sentenceOf } from './plain-error';
import { Progress } from './progress';
import { summary } from './summary';

export interface LaunchOptions {
  root: string;
  /** The folder of everything that is kept, by default `.local`. */
  local?: string;
  /** False with `--no-pilot`. */
  pilot: boolean;
}

/** Starts everything, says where it is, and stays up until a signal. Resolves with the exit code. */
export async function launch({ root, local, pilot }: LaunchOptions): Promise<number> {
  const progress = new Progress();
  const ending = signalled();
  // A reader that has gone (as in `npm start | head`) must not end us without stopping everything.
  process.stdout.on('error', () => undefined);
  let launcher: Launcher | undefined;
  try {
    launcher = Launcher.open(local ?? join(root, '.local'), progress);
    await Promise.race([bringUp(launcher, progress, root, pilot), ending]);
    await ending;
    console.log('\nStopping …');
    await launcher.stop();
    console.log('Stopped.');
    return 0;
  } catch (error) {
    console.error(`\n${sentenceOf(error)}`);
    await launcher?.stop();
    return 1;
  }
}

/** The addresses are published last: whoever waits for them finds everything ready, the pilot played. */
async function bringUp(launcher: Launcher, progress: Progress, root: string, pilot: boolean): Promise<void> {
  const endpoints = await launcher.start();
  if (pilot && pilotIsDue(launcher.local)) {
    const played = await progress.step('the pilot: eight flows', () =>
      playPilot(launcher.local, root, endpoints),
    );
    if (!played) progress.say('The pilot did not end well: play it again with npm run pilot.');
  }
  if (launcher.isStopping) return;
  console.log(summary(endpoints, await launcher.links()));
  launcher.publish(endpoints);
}

/** Resolves at the first signal. Further ones change nothing: npm sends the terminal's once more. */
const signalled = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
  });
