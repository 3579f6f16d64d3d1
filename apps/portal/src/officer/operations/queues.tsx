import { useData } from '../../api/use-api';
import { ProblemPanel } from '../../ui/problem-panel';
import { Table } from '../../ui/table';
import { useSpeech } from '../../words/language';

interface NextRun {
  readonly job: string;
  readonly nextRunAt: string | null;
}

interface QueueFigure {
  readonly queue: string;
  readonly waiting: number;
  readonly active: number;
  readonly delayed: number;
  readonly schedules: readonly NextRun[];
}

/** What each queue of this service holds, when each scheduled job runs next, and the way to bull-board. */
export function Queues() {
  const { words } = useSpeech();
  const { data, error, reload } = useData<{ items: readonly QueueFigure[] }>(
    '/v1/staff/exchange/queues',
    10_000,
  );
  const { operations } = words;
  return (
    <section>
      <h2>{operations.queues}</h2>
      <p>{operations.queuesLead}</p>
      <ProblemPanel error={error} onRetry={reload} />
      {data && <Counts rows={data.items} />}
      {data && <NextRuns rows={data.items.flatMap(({ schedules }) => schedules)} />}
      <p>
        {/* A target, so that the browser itself goes there: the address looks like a page of ours. */}
        <a href="/portal/queues/" target="_top" data-native>
          {operations.queuesLink}
        </a>
      </p>
    </section>
  );
}

function Counts({ rows }: { rows: readonly QueueFigure[] }) {
  const { words, number } = useSpeech();
  const { operations } = words;
  return (
    <Table
      isNamedAbove
      caption={operations.queues}
      rows={rows}
      keyOf={({ queue }) => queue}
      columns={[
        { name: operations.queue, cell: ({ queue }) => operations.queueNames[queue] ?? queue },
        { name: operations.waitingJobs, cell: ({ waiting }) => number(waiting) },
        { name: operations.activeJobs, cell: ({ active }) => number(active) },
        { name: operations.delayedJobs, cell: ({ delayed }) => number(delayed) },
      ]}
    />
  );
}

/** The next one first. */
function NextRuns({ rows }: { rows: readonly NextRun[] }) {
  const { words, time } = useSpeech();
  const { operations } = words;
  const inOrder = rows.toSorted((a, b) => (a.nextRunAt ?? '').localeCompare(b.nextRunAt ?? ''));
  return (
    <details>
      <summary>{operations.nextRuns(rows.length)}</summary>
      <Table
        isNamedAbove
        caption={operations.nextRuns(rows.length)}
        rows={inOrder}
        keyOf={({ job }) => job}
        columns={[
          { name: operations.job, cell: ({ job }) => operations.jobs[job] ?? job },
          {
            name: operations.nextRun,
            cell: ({ nextRunAt }) => (nextRunAt ? time(nextRunAt) : operations.never),
          },
        ]}
      />
    </details>
  );
}
