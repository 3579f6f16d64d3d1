import { useData } from '../../api/use-api';
import { programName } from '../../carrier/names';
import { BarChart } from '../../ui/charts';
import { Table } from '../../ui/table';
import { useSpeech, type Speech } from '../../words/language';

interface Figure {
  readonly phase: string;
  readonly host: string;
  readonly paused: boolean;
  readonly links: number;
}

const nameOf = ({ phase, host, paused }: Figure, { words, colon }: Speech): string => {
  const state = words.link.phases[phase] ?? phase;
  const shown = paused ? `${state}, ${words.operations.pausedLinks.toLowerCase()}` : state;
  return `${words.operations.linksOf(programName(words, host))}${colon}${shown}`;
};

/** How many links are in which state, by host. */
export function LinksChart() {
  const speech = useSpeech();
  const { words, number } = speech;
  const { data } = useData<{ items: readonly Figure[] }>('/v1/staff/link-figures', 30_000);
  if (!data) return null;
  const { operations } = words;
  const rows = data.items;
  return (
    <section>
      <h2>{operations.linksTitle}</h2>
      {rows.length === 0 && <p>{operations.noLinks}</p>}
      {rows.length > 0 && (
        <BarChart
          title={operations.count}
          points={rows.map((row) => ({ label: nameOf(row, speech), value: row.links }))}
          table={
            <Table
              caption={operations.linksTitle}
              rows={rows}
              keyOf={(row) => nameOf(row, speech)}
              columns={[
                { name: words.application.state, cell: (row) => nameOf(row, speech) },
                { name: operations.count, cell: ({ links }) => number(links) },
              ]}
            />
          }
        />
      )}
    </section>
  );
}
