import type { ApplySqlTask } from '../backlog/apply-sql.load';
import type { EditTask } from '../editing/edit.load';
import type { ReadSqlTask, ReadTask } from '../reading/read.load';
import type { SubmitSqlTask, SubmitTask } from '../submission/submit.load';

/** What a load process can be told to do. */
export type LoadTask = SubmitTask | SubmitSqlTask | ReadTask | ReadSqlTask | EditTask | ApplySqlTask;

export interface LoadResult {
  readonly done: number;
  readonly seconds: number;
  /** Count by kind, e.g. an HTTP status with its problem code. */
  readonly failures: Readonly<Record<string, number>>;
  /** Milliseconds, where single durations are asked for. */
  readonly samples?: readonly number[];
}

export type LoadReport = { readonly result: LoadResult } | { readonly error: string };
