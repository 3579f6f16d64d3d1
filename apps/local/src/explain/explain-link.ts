import { whatHappened, whoActed, whyItHappened, type AuditRow } from './plain-words';

/** A service, and the token of one of its auditors. */
export interface Source {
  readonly program: string;
  readonly url: string;
  readonly token: string;
}

/** The part of a link’s answer that says what else to read. */
interface LinkAnswer {
  readonly phase: string;
  readonly host: string;
  readonly epoch: number;
  readonly accountNumber: string;
  readonly applicationId?: string;
}

interface SideStory {
  readonly program: string;
  readonly link?: LinkAnswer;
  readonly rows: readonly AuditRow[];
}

const DEADLINE_MS = 10_000;

/** The answer’s JSON; undefined for 404. Anything else than success is one clear sentence. */
async function read<T>({ program, url, token }: Source, path: string): Promise<T | undefined> {
  const headers = { authorization: `Bearer ${token}` };
  const signal = AbortSignal.timeout(DEADLINE_MS);
  const answer = await fetch(url + path, { headers, signal }).catch(() => {
    throw new Error(`The ${program} service does not answer at ${url}.`);
  });
  if (answer.status === 404) return undefined;
  if (!answer.ok) throw new Error(`The ${program} service answered ${answer.status} to GET ${path}.`);
  return (await answer.json()) as T;
}

interface Page<T> {
  readonly items: readonly T[];
  readonly next?: string;
}

async function readAll<T>(source: Source, path: string): Promise<T[]> {
  const found: T[] = [];
  let cursor = '';
  do {
    const page = await read<Page<T>>(source, `${path}&limit=100${cursor && `&cursor=${cursor}`}`);
    found.push(...(page?.items ?? []));
    cursor = page?.next ?? '';
  } while (cursor);
  return found;
}

const auditOf = (source: Source, kind: string, id: string): Promise<AuditRow[]> =>
  readAll<AuditRow>(source, `/v1/staff/audit?subjectKind=${kind}&subjectId=${encodeURIComponent(id)}`);

async function casesAbout(source: Source, subjectId: string): Promise<string[]> {
  const ids = ['OPEN', 'RESOLVED'].map((state) =>
    readAll<{ id: string }>(
      source,
      `/v1/staff/cases?state=${state}&subjectId=${encodeURIComponent(subjectId)}`,
    ),
  );
  return (await Promise.all(ids)).flat().map(({ id }) => id);
}

/** Everything that one side wrote down about the link, its account, its application and the cases about them. */
async function storyOf(source: Source, linkId: string): Promise<SideStory> {
  const { program } = source;
  const link = await read<LinkAnswer>(source, `/v1/staff/links/${linkId}`);
  if (!link) return { program, rows: [] };
  const subjects: [string, string][] = [
    ['link', linkId],
    ['account', link.accountNumber],
    ...(link.applicationId ? [['application', link.applicationId] as [string, string]] : []),
  ];
  const cases = (await Promise.all(subjects.map(([, id]) => casesAbout(source, id)))).flat();
  const about = [...subjects, ...cases.map((id): [string, string] => ['case', id])];
  const rows = await Promise.all(about.map(([kind, id]) => auditOf(source, kind, id)));
  return { program, link, rows: rows.flat() };
}

const headOf = ({ program, link }: SideStory): string =>
  link
    ? `${program}: ${link.phase}, host ${link.host}, epoch ${link.epoch}, account ${link.accountNumber}`
    : `${program}: does not know this link`;

const minuteOf = (at: string): string => new Date(at).toISOString().slice(0, 16).replace('T', ' ');

function lineOf(program: string, row: AuditRow): string {
  const why = whyItHappened(row);
  const head = `${minuteOf(row.at)}  ${program.padEnd(5)}  ${whoActed(row).padEnd(28)}  ${whatHappened(row)}`;
  return why ? `${head}  [${why}]` : head;
}

/** By time; within one instant each side in its own order. The clocks of two services may differ a little. */
const inOrder = (one: AuditRow, other: AuditRow): number =>
  Date.parse(one.at) - Date.parse(other.at) || (one.id < other.id ? -1 : 1);

/** One timeline across both sides in plain words: who did what, when, on which side, and why. */
export async function explainLink(sources: readonly Source[], linkId: string): Promise<string> {
  const stories = await Promise.all(sources.map((source) => storyOf(source, linkId)));
  if (stories.every(({ link }) => !link)) throw new Error(`Neither service knows the link ${linkId}.`);
  const lines = stories
    .flatMap(({ program, rows }) => rows.map((row) => ({ row, line: lineOf(program, row) })))
    .toSorted((one, other) => inOrder(one.row, other.row))
    .map(({ line }) => line);
  return [`Link ${linkId}`, ...stories.map(headOf), '', ...lines].join('\n');
}
