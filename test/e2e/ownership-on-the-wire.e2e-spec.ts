import { PROGRAM_CODES } from './support/programs';
import { applyToBoth } from './support/play/flows';
import { untilReviewedByBoth } from './support/play/application';
import type { Side } from './support/side';
import { untilHolds } from './support/until';
import { strayOnWire } from './support/wire/wire-check';
import { startWorld, type World } from './support/world';

/** The service's own database slips a field into whatever it says of applications: no code of ours has put it there. */
const PLANT = `
  CREATE FUNCTION plant() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    NEW.envelope := jsonb_set(NEW.envelope::jsonb, '{record,standing,officerNotes}', '"Seen at the border"')::json;
    RETURN NEW; END $$;
  CREATE TRIGGER plant BEFORE INSERT ON outbox FOR EACH ROW WHEN (NEW.kind = 'application') EXECUTE FUNCTION plant()`;

const kindsSaid = ({ line }: Side): string[] => {
  const messages = line.passed.flatMap(({ request }) => JSON.parse(request.body.toString()).messages ?? []);
  return [...new Set(messages.map(({ kind }: { kind: string }) => kind))].toSorted();
};

let world: World | undefined;
const stopped = async (): Promise<void> => {
  const ending = world;
  world = undefined;
  await ending?.stop();
};
afterEach(stopped);

describe.each(PROGRAM_CODES)('the check on all that %s has said in a world', (program) => {
  it('OWN-7: fails for a field that is in no row of the ownership table, and names its kind and path', async () => {
    world = await startWorld();
    const side = world.sides[program];
    await side.rows(PLANT);

    await untilReviewedByBoth(world, await applyToBoth(world.carrier('F1'), side));

    await expect(stopped()).rejects.toThrow(
      `${program} said record of kind application: standing.officerNotes`,
    );
  });

  it('has seen every word on the line, both questions and answers, and passes where nothing is amiss', async () => {
    world = await startWorld();
    const side = world.sides[program];

    await untilReviewedByBoth(world, await applyToBoth(world.carrier('F2'), side));

    await untilHolds(
      async () => kindsSaid(side),
      (kinds) => ['account', 'application', 'link'].every((kind) => kinds.includes(kind)),
      'all kinds of a proposal to cross',
    );
    expect(strayOnWire(side.line)).toEqual([]);
    const { request, answer } = side.line.passed.at(-1)!;
    const amiss = { ...answer, body: Buffer.from('{"version":"1","receipts":[],"officer":"jdoe"}') };
    expect(strayOnWire({ heard: [], passed: [{ request, answer: amiss }] })).toEqual(['receipts: officer']);
  });
});
