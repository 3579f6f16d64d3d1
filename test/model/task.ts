import { Exploring, type Exploration } from './explore';
import { loadProtocol } from './load';
import { MUTANTS } from './mutants';
import { FULL, SMALL, worldNamed } from './worlds';

/** One thing to explore: a world of the shipped protocol, or a mutant in the world that shows it. */
export interface Task {
  readonly kind: 'world' | 'mutant';
  readonly name: string;
  readonly isSmall: boolean;
}

export interface Result {
  readonly task: Task;
  readonly exploration: Exploration;
}

/** A mutant that is not caught within this time is missed. */
const PATIENCE_SECONDS = 120;

const exploreWorld = ({ name, isSmall }: Task): Exploration => {
  const protocol = loadProtocol();
  return new Exploring(worldNamed(name, protocol, isSmall ? SMALL : FULL), protocol).run();
};

function exploreMutant({ name }: Task): Exploration {
  const mutant = MUTANTS.find((one) => one.name === name);
  if (!mutant) throw new Error(`no mutant is named "${name}"`);
  const protocol = loadProtocol(mutant.patches);
  const world = worldNamed(mutant.world, protocol, FULL);
  const keepsDeadLetters = mutant.keepsOldLetters === true;
  return new Exploring({ ...world, keepsDeadLetters }, protocol, { seconds: PATIENCE_SECONDS }).run();
}

export const carryOut = (task: Task): Result => ({
  task,
  exploration: task.kind === 'world' ? exploreWorld(task) : exploreMutant(task),
});

/** A world passes when it is complete without a violation, a mutant when it shows one. */
export const hasPassed = ({ task, exploration }: Result): boolean =>
  task.kind === 'world' ? exploration.isComplete : exploration.violation !== undefined;
