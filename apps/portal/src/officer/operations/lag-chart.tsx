import { useData } from '../../api/use-api';
import { LineChart } from '../../ui/charts';
import { Table } from '../../ui/table';
import { useSpeech } from '../../words/language';

interface Sample {
  readonly from: string;
  readonly pending: number;
  readonly oldestPendingSeconds: number;
}

/** How far behind the exchange was in the last day, as its minutes were noted. */
export function LagChart() {
  const { words, time, number } = useSpeech();
  const { data } = useData<{ items: readonly Sample[] }>('/v1/staff/exchange/samples', 60_000);
  if (!data) return null;
  const { operations } = words;
  const points = data.items.map(({ from, oldestPendingSeconds }) => ({
    label: time(from),
    value: oldestPendingSeconds,
  }));
  return (
    <section>
      <h2>{operations.lagTitle}</h2>
      {points.length === 0 && <p>{operations.noSamples}</p>}
      {points.length > 0 && (
        <LineChart
          title={operations.lagLead}
          points={points}
          table={
            <Table
              caption={operations.lagTitle}
              rows={data.items}
              keyOf={({ from }) => from}
              columns={[
                { name: operations.moment, cell: ({ from }) => time(from) },
                { name: operations.oldest, cell: (row) => operations.seconds(row.oldestPendingSeconds) },
                { name: operations.pending, cell: ({ pending }) => number(pending) },
              ]}
            />
          }
        />
      )}
    </section>
  );
}
