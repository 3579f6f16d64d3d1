import { useLocation } from 'preact-iso';
import { useAction, useApi, useData } from '../api/use-api';
import { ProblemAnswer } from '../api/problem';
import { useFace } from '../frame/face';
import { Loading } from '../ui/loading';
import { Notice } from '../ui/notice';
import { ProblemPanel } from '../ui/problem-panel';
import { Table } from '../ui/table';
import { Title } from '../ui/title';
import { Value } from '../ui/value';
import { useSpeech } from '../words/language';
import { programName } from './names';

interface Report {
  readonly host: string;
  readonly differences: readonly {
    field: string;
    label: { en: string; fr: string };
    host?: unknown;
    client?: unknown;
  }[];
}

/** Scenario 4: side by side what the two accounts say; the carrier acknowledges that the host's values win. */
export function DifferencesPage({ id }: { id: string }) {
  const { words, of } = useSpeech();
  const face = useFace();
  const api = useApi();
  const { route } = useLocation();
  const report = useData<Report>(`/v1/links/${id}/differences`, 4_000);
  const acknowledge = useAction(async () => {
    await api.post(`/v1/links/${id}/acknowledge`);
    route(`/portal/links/${id}`);
  });
  const isWaiting =
    report.error instanceof ProblemAnswer && report.error.problem.code === 'DIFFERENCES_NOT_READY';
  if (report.isLoading) return <Loading />;
  const { data } = report;
  const client = data && (data.host === face.code ? face.peer.code : face.code);
  return (
    <>
      <Title>{words.link.differencesTitle}</Title>
      {isWaiting && !data && <Notice kind="info">{words.link.differencesWait}</Notice>}
      {!isWaiting && !data && <ProblemPanel error={report.error} onRetry={report.reload} />}
      {data && client && (
        <>
          <p class="lead">{words.link.differencesLead(programName(words, data.host))}</p>
          {data.differences.length === 0 && <p>{words.link.differencesNone}</p>}
          {data.differences.length > 0 && (
            <Table
              isNamedAbove
              caption={words.link.differencesTitle}
              rows={data.differences}
              keyOf={({ field }) => field}
              columns={[
                { name: words.link.field, cell: ({ label }) => of(label) },
                {
                  name: words.link.stays(programName(words, data.host)),
                  cell: ({ host }) => <Value value={host} />,
                },
                { name: programName(words, client), cell: (row) => <Value value={row.client} /> },
              ]}
            />
          )}
          <ProblemPanel error={acknowledge.error} />
          <button type="button" disabled={acknowledge.isBusy} onClick={() => void acknowledge.run()}>
            {words.link.acknowledge}
          </button>
        </>
      )}
    </>
  );
}
