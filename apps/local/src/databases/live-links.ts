import { Client } from 'pg';

export interface LiveLink {
  local: string;
  peer: string;
  host: string;
  phase: string;
}

const QUERY = `SELECT local_account_number AS local, peer_account_number AS peer, host, phase
  FROM link WHERE live ORDER BY changed_at DESC`;

/** The live links of one service as its own database knows them, newest first: only read, only for the table at the start. */
export async function liveLinks(url: string): Promise<LiveLink[]> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  try {
    await client.connect();
    return (await client.query<LiveLink>(QUERY)).rows;
  } finally {
    await client.end().catch(() => undefined);
  }
}
