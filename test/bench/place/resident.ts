import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Megabytes (2^20) of a process that are in memory; by `ps` where there is no `/proc`. */
export function residentMegabytes(pid: number): number {
  return kilobytes(pid) / 1_024;
}

function kilobytes(pid: number): number {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
  } catch {
    return Number(spawnSync('ps', ['-o', 'rss=', '-p', String(pid)]).stdout.toString());
  }
}
