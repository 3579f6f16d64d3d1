import { carriers, type CarrierDocument } from '../data/carriers';
import { play } from './flows';
import { live, type Life } from './life';
import { withOwnServices } from './own-services';
import { lifeTable, table } from './report';
import { runningServices } from './running-services';
import { examine, type FlowResult } from './verdict';
import { World, type Endpoints } from './world';

/** Progress goes to standard error, so that `--json` leaves standard output to the result. */
const say = (words: string): void => void process.stderr.write(`${words}\n`);

async function playOne(world: World, document: CarrierDocument, started = Date.now()): Promise<FlowResult> {
  try {
    const played = await play(world, document, (words) => say(`  ${document.flow}  ${words}`));
    const found = await examine(played);
    return { flow: document.flow, ...found, milliseconds: Date.now() - started };
  } catch (error) {
    const none = {
      scenario: 0,
      host: '–',
      accounts: {},
      statuses: {},
      link: {},
      editsSynced: 0,
      clientEditRefused: false,
      sharedEqual: false,
    };
    return {
      flow: document.flow,
      ...none,
      milliseconds: Date.now() - started,
      ok: false,
      problems: [(error as Error).message],
    };
  }
}

/** What the pilot has played: the eight flows, then one link's whole life under each host. */
interface Played {
  readonly flows: FlowResult[];
  readonly life: Life[];
}

/** The flows whose carriers live through a link's whole life: new to both programs, one under each host. */
const LIVES = ['F1', 'F2'];

async function liveAll(world: World): Promise<Life[]> {
  const lives: Life[] = [];
  for (const document of carriers(crypto.randomUUID()).filter(({ flow }) => LIVES.includes(flow))) {
    say(`life under ${document.hostCountry}  ${document.form.common.legalName}`);
    lives.push(await live(world, document, (words) => say(`  ${words}`)));
  }
  return lives;
}

async function playAll(endpoints: Endpoints): Promise<Played> {
  const world = await World.open(endpoints);
  const results: FlowResult[] = [];
  for (const document of carriers(crypto.randomUUID())) {
    say(`${document.flow}  ${document.form.common.legalName}${document.pilot ? ' (first pilot)' : ''}`);
    const result = await playOne(world, document);
    say(
      `  ${result.flow}  ${result.ok ? 'linked' : `FAILED: ${result.problems.join('; ')}`} (${result.milliseconds} ms)`,
    );
    results.push(result);
  }
  return { flows: results, life: await liveAll(world) };
}

async function main(): Promise<boolean> {
  const running = await runningServices();
  const { flows, life } = running ? await playAll(running) : await withOwnServices(say, playAll);
  const allFlows = flows.length === 8 && flows.every((flow) => flow.ok);
  const ok = allFlows && life.length === LIVES.length && life.every((each) => each.ok);
  process.stdout.write(
    process.argv.includes('--json')
      ? `${JSON.stringify({ flows, life, ok })}\n`
      : `\n${table(flows)}\n\n${lifeTable(life)}\n`,
  );
  return ok;
}

main().then(
  (ok) => (process.exitCode = ok ? 0 : 1),
  (error: unknown) => {
    say((error as Error).message);
    process.exitCode = 1;
  },
);
