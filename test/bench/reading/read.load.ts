import { Client } from 'pg';
import { closedLoop, type Lane } from '../load/closed-loop';
import { HttpLane, refusalIn, requestOf } from '../load/http-lane';
import type { LoadResult } from '../load/load-task';
import { READ_ACCOUNT } from './read-account.sql';

interface Reads {
  readonly connections: number;
  readonly seconds: number;
  readonly turns: number;
}

/** An officer of a carrier, and the account that it reads. */
export interface Reader {
  readonly accountNumber: string;
  readonly login: string;
  readonly email: string;
  readonly token: string;
}

export interface ReadTask extends Reads {
  readonly kind: 'read';
  readonly url: string;
  readonly readers: readonly Reader[];
}

export interface ReadSqlTask extends Reads {
  readonly kind: 'read-sql';
  readonly databaseUrl: string;
  readonly readers: readonly Reader[];
}

/** Reads accounts over HTTP, each by its own officer. */
export async function loadRead(task: ReadTask): Promise<LoadResult> {
  const requests = task.readers.map(({ accountNumber, token }) =>
    requestOf('GET', `/v1/accounts/${accountNumber}`, { authorization: `Bearer ${token}` }),
  );
  const lanes = await Promise.all(
    Array.from({ length: task.connections }, () => readLane(task.url, requests)),
  );
  return closedLoop(lanes, task);
}

async function readLane(url: string, requests: readonly Buffer[]): Promise<Lane> {
  const lane = await HttpLane.open(url);
  const once = async (turn: number): Promise<string | undefined> => {
    const answer = await lane.call(requests[turn % requests.length]!);
    return answer.status === 200 ? undefined : refusalIn(answer);
  };
  return { once, close: () => lane.close() };
}

/** The SQL of the same answer, straight from the database. */
export async function loadReadSql(task: ReadSqlTask): Promise<LoadResult> {
  const lanes = await Promise.all(Array.from({ length: task.connections }, () => queryLane(task)));
  return closedLoop(lanes, task);
}

async function queryLane({ databaseUrl, readers }: ReadSqlTask): Promise<Lane> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  const once = async (turn: number): Promise<string | undefined> => {
    const { accountNumber, login, email } = readers[turn % readers.length]!;
    const { rowCount } = await client.query({
      name: 'read-account',
      text: READ_ACCOUNT,
      values: [accountNumber, login, email],
    });
    return rowCount === 1 ? undefined : `${rowCount} rows`;
  };
  return { once, close: () => client.end() };
}
