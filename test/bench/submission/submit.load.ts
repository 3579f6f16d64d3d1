import { Client } from 'pg';
import { closedLoop, type Lane } from '../load/closed-loop';
import { HttpLane, refusalIn, requestOf } from '../load/http-lane';
import type { LoadResult } from '../load/load-task';
import { formOf, identifiersOf } from './documents';
import { submissionValues, WRITE_SUBMISSION } from './reference-rows';

interface Submissions {
  readonly connections: number;
  readonly seconds: number;
  /** Number of the first carrier, and how many there are at most: each is made before the clock runs, and used once. */
  readonly first: number;
  readonly turns: number;
}

export interface SubmitTask extends Submissions {
  readonly kind: 'submit';
  readonly url: string;
  readonly token: string;
}

export interface SubmitSqlTask extends Submissions {
  readonly kind: 'submit-sql';
  readonly databaseUrl: string;
  readonly applicant: string;
}

const numbers = ({ first, turns }: Submissions): number[] =>
  Array.from({ length: turns }, (_, turn) => first + turn);

/** Submits complete applications over HTTP, a fresh carrier and a fresh key each time. */
export async function loadSubmit(task: SubmitTask): Promise<LoadResult> {
  const requests = numbers(task).map((n) => requestFor(n, task.token));
  const lanes = await Promise.all(
    Array.from({ length: task.connections }, () => submitLane(task.url, requests)),
  );
  return closedLoop(lanes, task);
}

function requestFor(n: number, token: string): Buffer {
  const headers = { authorization: `Bearer ${token}`, 'idempotency-key': `bench-${n}` };
  return requestOf('POST', '/v1/applications', headers, `{"form":${formOf(identifiersOf(n))}}`);
}

async function submitLane(url: string, requests: readonly Buffer[]): Promise<Lane> {
  const lane = await HttpLane.open(url);
  const once = async (turn: number): Promise<string | undefined> => {
    const answer = await lane.call(requests[turn]!);
    return answer.status === 201 ? undefined : refusalIn(answer);
  };
  return { once, close: () => lane.close() };
}

/** Writes the same rows straight into the database. */
export async function loadSubmitSql(task: SubmitSqlTask): Promise<LoadResult> {
  const values = numbers(task).map((n) => submissionValues(n, task.applicant));
  const lanes = await Promise.all(
    Array.from({ length: task.connections }, () => writeLane(task.databaseUrl, values)),
  );
  return closedLoop(lanes, task);
}

async function writeLane(connectionString: string, values: readonly unknown[][]): Promise<Lane> {
  const client = new Client({ connectionString });
  await client.connect();
  const once = async (turn: number): Promise<undefined> => {
    await client.query({ name: 'write-submission', text: WRITE_SUBMISSION, values: values[turn] });
  };
  return { once, close: () => client.end() };
}
