import type { Bench } from '../bench';
import { atMost, printed } from '../figure';
import { LoadProcess } from '../load/load-process';
import type { LoadResult } from '../load/load-task';
import { cloneCarrier, numberOfClone, officerOfClone } from '../place/clone-carriers';
import { Place } from '../place/place';
import { playOneFlow } from '../place/play-one-flow';
import { quantile } from '../turns';
import { GIVE_UP_MS, type Editor, type EditTask } from './edit.load';

const EDITS_PER_SECOND = 50;
/** A compiler needs a thousand edits before it has done its best. */
const WARM_SECONDS = 20;
const SECONDS = 40;
/** Each is edited again only after two seconds: two edits of one carrier never overlap unless the goal is missed by far. */
const CARRIERS = 100;
const GOAL_MEDIAN_MS = 50;
const GOAL_P99_MS = 250;

async function editorOf(place: Place, n: number): Promise<Editor> {
  const host = officerOfClone(n, 'ctpat');
  return {
    hostAccount: numberOfClone.ctpat(n),
    hostToken: await place.token(host.login, host.email),
    clientAccount: numberOfClone.pip(n),
    clientToken: await place.token('officer@pip'),
  };
}

export const benchEditing: Bench = ({ say, profile }) =>
  Place.with(say, profile, async (place) => {
    await cloneCarrier(place, await playOneFlow(place, say), 2_000, say);
    const [client, host] = [await place.start('pip'), await place.start('ctpat')];
    const editors = await Promise.all(
      Array.from({ length: CARRIERS }, (_, index) => editorOf(place, index + 1)),
    );
    const task = {
      kind: 'edit' as const,
      hostUrl: host.url,
      clientUrl: client.url,
      editors,
      perSecond: EDITS_PER_SECOND,
    };
    const {
      samples = [],
      seconds,
      failures,
    } = await LoadProcess.with(async (load) => {
      const run = (seconds: number): Promise<LoadResult> => load.run({ ...task, seconds } satisfies EditTask);
      await run(WARM_SECONDS);
      return run(SECONDS);
    });
    const seen = samples.filter((milliseconds) => milliseconds < GIVE_UP_MS).length;
    say(
      `${samples.length} edits of ${CARRIERS} carriers, ${seen} seen; refusals: ${JSON.stringify(failures)}`,
    );
    return [
      printed('host edits: asked for', EDITS_PER_SECOND, '/s'),
      printed('host edits: made and seen at the client', seen / seconds, '/s'),
      atMost('host edit visible at the client: median', quantile(samples, 0.5), 'ms', GOAL_MEDIAN_MS),
      atMost('host edit visible at the client: 99th percentile', quantile(samples, 0.99), 'ms', GOAL_P99_MS),
      printed('host edit visible at the client: longest', Math.max(...samples), 'ms'),
    ];
  });
