import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Endpoints } from './world';

/** Written by the launcher once everything answers, and left behind by one that was killed. */
const PUBLISHED = join(process.env.HARMONIZATION_LOCAL ?? '.local', 'endpoints.json');

/** A live service answers within milliseconds; a machine that is busy starting others may take longer. */
const ANSWER_DEADLINE_MS = 2_000;

/** The services that the environment names (an error where they do not answer), else those that were started here and still run. */
export async function runningServices(): Promise<Endpoints | undefined> {
  const named = process.env.HARMONIZATION_ENDPOINTS;
  if (named === undefined) return publishedServices();
  const endpoints = JSON.parse(named) as Endpoints;
  if (await bothAnswer(endpoints)) return endpoints;
  throw new Error('HARMONIZATION_ENDPOINTS names services that do not answer');
}

/** The addresses in the launcher's file, where both services answer: the file alone proves nothing. */
export async function publishedServices(): Promise<Endpoints | undefined> {
  if (!existsSync(PUBLISHED)) return undefined;
  const endpoints = JSON.parse(readFileSync(PUBLISHED, 'utf8')) as Endpoints;
  return (await bothAnswer(endpoints)) ? endpoints : undefined;
}

async function bothAnswer({ ctpat, pip }: Endpoints): Promise<boolean> {
  return (await Promise.all([ctpat, pip].map(isLive))).every(Boolean);
}

const isLive = (service: string): Promise<boolean> =>
  fetch(`${service}/health/live`, { signal: AbortSignal.timeout(ANSWER_DEADLINE_MS) }).then(
    ({ ok }) => ok,
    () => false,
  );
