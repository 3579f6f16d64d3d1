import { hasPassed, type Result } from './task';

const worldLine = ({ exploration, task }: Result): string => {
  const { states, depth, seconds, isComplete, violation } = exploration;
  const verdict = violation ? `VIOLATION ${violation.finding}` : isComplete ? 'complete' : 'NOT COMPLETE';
  return `${task.name.padEnd(30)} ${String(states).padStart(9)} states  depth ${String(depth).padStart(2)} ${seconds.toFixed(1).padStart(7)} s  ${verdict}`;
};

const mutantLine = ({ exploration, task }: Result): string => {
  const { violation, seconds } = exploration;
  const verdict = violation
    ? `caught in ${String(violation.trace.length).padStart(2)} steps`
    : 'MISSED            ';
  return `${task.name.padEnd(46)} ${verdict} ${seconds.toFixed(1).padStart(6)} s  ${violation?.finding ?? ''}`;
};

const traceLines = ({ exploration: { violation } }: Result): string[] =>
  (violation?.trace ?? []).map((label, index) => `    ${String(index + 1).padStart(2)}. ${label}`);

/** One result as lines; a world's violation always shows its trace. */
export function linesOf(result: Result, showsTrace: boolean): string[] {
  if (result.task.kind === 'mutant') return [mutantLine(result), ...(showsTrace ? traceLines(result) : [])];
  return [worldLine(result), ...traceLines(result)];
}

const sum = (results: readonly Result[], figure: 'states' | 'pairs' | 'transitions'): string =>
  results.reduce((total, { exploration }) => total + exploration[figure], 0).toLocaleString('en');

/** The last lines: what was seen in all, and how many worlds and mutants did as they should. */
export function summary(results: readonly Result[]): string[] {
  const worlds = results.filter(({ task }) => task.kind === 'world');
  const passed = results.filter(hasPassed).length;
  return [
    `${sum(worlds, 'states')} states, ${sum(worlds, 'transitions')} transitions, ${sum(worlds, 'pairs')} pairs of copies drained in two orders`,
    `${passed} passed, ${results.length - passed} failed`,
  ];
}
