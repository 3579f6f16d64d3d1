import { reasonInWords } from '@harmonization/domain/reason-words';
import { useData } from '../api/use-api';
import { programName } from '../carrier/names';
import { fieldName } from '../form/field-names';
import { byPlace } from '../form/field-order';
import { useFace } from '../frame/face';
import { Fact, Facts } from '../ui/facts';
import { Loading } from '../ui/loading';
import { Notice } from '../ui/notice';
import { ProblemPanel } from '../ui/problem-panel';
import { Table } from '../ui/table';
import { Title } from '../ui/title';
import { Value } from '../ui/value';
import { useSpeech } from '../words/language';
import { useCodes } from './codes';
import type { BothSides, FieldRow, FieldVersion } from './types';

/** Both countries' view of one carrier: per field who owns it, where it last changed on each side, and when it crossed. */
export function BothSidesPage({ number }: { number: string }) {
  const { words, colon } = useSpeech();
  const face = useFace();
  const path = `/v1/staff/accounts/${number}/both-sides`;
  const { data, isLoading, error, reload } = useData<BothSides>(path, 15_000);
  if (isLoading) return <Loading />;
  if (!data) return <ProblemPanel error={error} onRetry={reload} />;
  const name = data.fields.find(({ field }) => field === 'legalName')?.value;
  const peer = programName(words, face.peer.code);
  return (
    <>
      <Title>{words.both.title(typeof name === 'string' ? name : number)}</Title>
      <p class="lead">{words.both.lead}</p>
      {!data.linkId && <Notice kind="info">{words.both.notLinked}</Notice>}
      <Facts>
        <Fact name={programName(words, face.code)}>
          <a href={`/portal/accounts/${number}`}>{number}</a>
        </Fact>
        {data.peerAccountNumber && <Fact name={peer}>{data.peerAccountNumber}</Fact>}
        <Fact name={words.account.managedBy}>{programName(words, data.host)}</Fact>
        {data.versions && (
          <Fact name={words.both.versions}>
            {programName(words, face.code)}
            {colon}
            {data.versions.here} · {peer}
            {colon}
            {data.versions.there ?? words.both.notYet}
          </Fact>
        )}
      </Facts>
      <SharedTable view={data} />
      {data.facts.length > 0 && <FactsTable view={data} />}
    </>
  );
}

function SharedTable({ view }: { view: BothSides }) {
  const { words } = useSpeech();
  const face = useFace();
  return (
    <Table
      caption={words.both.shared}
      rows={view.fields.toSorted((one, other) => byPlace(one.field, other.field))}
      keyOf={({ field }) => field}
      columns={[
        {
          name: words.both.field,
          cell: ({ field }) => fieldName(`/${field.replace('identifiers.', '')}`, words),
        },
        { name: words.both.owner, cell: ({ owner }) => programName(words, owner) },
        { name: words.both.value, cell: (row) => <Held row={row} /> },
        { name: words.both.here(programName(words, face.code)), cell: (row) => <Changed row={row} /> },
        {
          name: words.both.here(programName(words, face.peer.code)),
          cell: ({ there }) => <Version version={there} />,
        },
        { name: words.both.crossed, cell: (row) => <Crossed row={row} /> },
      ]}
    />
  );
}

/** Long lists are told by their length: the account's page has them whole. */
function Held({ row: { field, value } }: { row: FieldRow }) {
  const { words } = useSpeech();
  return field === 'securityProfile' && Array.isArray(value) ? (
    <>
      {words.apply.securityProfile} ({value.length})
    </>
  ) : (
    <Value value={value} field={field} />
  );
}

function Changed({ row: { here } }: { row: FieldRow }) {
  const { words } = useSpeech();
  return (
    <>
      <Version version={here} />
      {here?.by === 'START' && <span class="small muted"> ({words.both.since})</span>}
    </>
  );
}

function Version({ version }: { version?: FieldVersion }) {
  const { words } = useSpeech();
  return <>{version ? words.both.version(version.version) : '—'}</>;
}

/** What was taken from the other side crossed when it was taken; what was edited here, when the other side had it. */
function Crossed({ row: { here, there } }: { row: FieldRow }) {
  const { words, time } = useSpeech();
  const moment = here?.by === 'TAKEN' ? here : there;
  return <>{moment ? time(moment.at) : words.both.notYet}</>;
}

function FactsTable({ view }: { view: BothSides }) {
  const { words } = useSpeech();
  const spoken = useCodes();
  return (
    <>
      <p>{words.both.factsLead}</p>
      <Table
        caption={words.both.facts}
        rows={view.facts}
        keyOf={({ owner, fact }) => `${owner} ${fact}`}
        columns={[
          { name: words.both.fact, cell: ({ fact }) => words.both.factNames[fact] ?? fact },
          { name: words.both.owner, cell: ({ owner }) => programName(words, owner) },
          {
            name: words.both.value,
            cell: ({ fact, value }) => <FactValue fact={fact} value={value} spoken={spoken} />,
          },
          { name: words.both.said, cell: ({ said }) => words.both.times(said) },
        ]}
      />
    </>
  );
}

function FactValue({
  fact,
  value,
  spoken,
}: {
  fact: string;
  value: unknown;
  spoken: (text: string) => string;
}) {
  const { words, of, date, colon } = useSpeech();
  if (fact === 'verifications' && typeof value === 'object' && value !== null)
    return (
      <ul>
        {Object.entries(value).map(([subject, { outcome }]: [string, { outcome: string }]) => (
          <li key={subject}>
            {subject === 'headquarters' ? words.review.headquarters : fieldName(`/${subject}`, words)}
            {colon}
            {words.staffAccount.verificationOutcomes[outcome] ?? outcome}
          </li>
        ))}
      </ul>
    );
  if (typeof value !== 'string') return <Value value={value} />;
  if (fact === 'reasonCode') return <>{of(reasonInWords(value))}</>;
  if (fact === 'decision') return <>{words.both.decisions[value] ?? value}</>;
  return <>{/^\d{4}-\d{2}-\d{2}$/.test(value) ? date(value) : spoken(value)}</>;
}
