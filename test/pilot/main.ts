import { carriers, type CarrierDocument } from '../data/carriers';
import { play } from './flows';
import { withOwnServices } from './own-services';
import { table } from './report';
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

async function playAll(endpoints: Endpoints): Promise<FlowResult[]> {
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
  return results;
}

async function main(): Promise<boolean> {
  const running = await runningServices();
  const flows = running ? await playAll(running) : await withOwnServices(say, playAll);
  const ok = flows.length === 8 && flows.every((flow) => flow.ok);
  process.stdout.write(
    process.argv.includes('--json') ? `${JSON.stringify({ flows, ok })}\n` : `\n${table(flows)}\n`,
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
