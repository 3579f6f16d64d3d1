import { readdirSync, readFileSync } from 'node:fs';

/** Ticks of /proc a second, on every Linux there is. */
const TICKS = 100;

interface Worked {
  readonly pid: number;
  readonly parent: number;
  readonly ticks: number;
}

/** User and system time of a process and of its children that have ended. */
function workOf(pid: number): Worked[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    return [{ pid, parent: fields[1]!, ticks: fields[11]! + fields[12]! + fields[13]! + fields[14]! }];
  } catch {
    return [];
  }
}

/** CPU seconds of everything that this process has started: both services and PostgreSQL; undefined where there is no /proc. */
export function cpuSecondsBelow(root: number): number | undefined {
  try {
    const all = readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((name) => workOf(Number(name)));
    const ours = new Set([root]);
    for (let grown = true; grown;) {
      grown = false;
      for (const { pid, parent } of all)
        if (ours.has(parent) && !ours.has(pid)) grown = Boolean(ours.add(pid));
    }
    return (
      all.filter(({ pid }) => pid !== root && ours.has(pid)).reduce((sum, { ticks }) => sum + ticks, 0) /
      TICKS
    );
  } catch {
    return undefined;
  }
}
