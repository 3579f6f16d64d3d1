import { PRIOR, type LifeCycle } from './life-cycle';

/**
 * ACC-3: a life cycle is sound: each status can be reached, has its moves and its wire status, each target exists, and the
 * paths of a decision can be walked. Answers one sentence a fault; none means sound.
 */
export function lifeCycleFaults(lifeCycle: LifeCycle): string[] {
  return [
    ...unreachable(lifeCycle),
    ...unmapped(lifeCycle),
    ...unknownTargets(lifeCycle),
    ...brokenPaths(lifeCycle),
  ];
}

const statusesOf = ({ moves }: LifeCycle): string[] => Object.keys(moves);

const targetsOf = ({ moves }: LifeCycle, status: string): string[] =>
  (moves[status] ?? []).map(({ to }) => to).filter((to) => to !== PRIOR);

function reachableIn(lifeCycle: LifeCycle): Set<string> {
  const reached = new Set([lifeCycle.initial]);
  // A set may grow while it is walked: what is added is visited too.
  for (const status of reached) targetsOf(lifeCycle, status).forEach((to) => reached.add(to));
  return reached;
}

function unreachable(lifeCycle: LifeCycle): string[] {
  const reached = reachableIn(lifeCycle);
  return statusesOf(lifeCycle)
    .filter((status) => !reached.has(status))
    .map((status) => `${status} cannot be reached`);
}

function unmapped(lifeCycle: LifeCycle): string[] {
  const statuses = statusesOf(lifeCycle);
  const mapped = Object.keys(lifeCycle.wire);
  return [
    ...statuses.filter((status) => !mapped.includes(status)).map((status) => `${status} has no wire status`),
    ...mapped
      .filter((status) => !statuses.includes(status))
      .map((status) => `${status} is mapped but is no status`),
  ];
}

function unknownTargets(lifeCycle: LifeCycle): string[] {
  const statuses = statusesOf(lifeCycle);
  const { onTermsSigned, inReview, validated, withdrawn, suspended, denialProposed, actionPlan } = lifeCycle;
  const named = [
    ...[inReview, validated, withdrawn, suspended, denialProposed],
    ...[onTermsSigned?.from, onTermsSigned?.to, actionPlan?.status, actionPlan?.done],
  ].filter((status) => status !== undefined);
  const targets = statuses.flatMap((status) => targetsOf(lifeCycle, status));
  return [...new Set([...named, ...targets])]
    .filter((to) => !statuses.includes(to))
    .map((to) => `${to} is a target but no status`);
}

/** From the first status to each next one there is a move. */
function brokenPaths(lifeCycle: LifeCycle): string[] {
  const { initial, inReview, onApproval, onDenial, onTermsSigned } = lifeCycle;
  const review = initial === inReview ? [inReview] : [initial, inReview];
  const terms = onTermsSigned ? [onTermsSigned.from, onTermsSigned.to] : [];
  return [review, [inReview, ...onApproval], [inReview, ...onDenial], terms].flatMap((path) =>
    path.slice(1).flatMap((to, place) => brokenStep(lifeCycle, path[place] ?? '', to)),
  );
}

const brokenStep = (lifeCycle: LifeCycle, from: string, to: string): string[] =>
  targetsOf(lifeCycle, from).includes(to) ? [] : [`no move leads from ${from} to ${to}`];
