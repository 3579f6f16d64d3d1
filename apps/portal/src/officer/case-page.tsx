import { storedReasonInWords } from '@harmonization/domain/service-reasons';
import { useAction, useApi, useData } from '../api/use-api';
import { usePerson } from '../frame/face';
import { DeedForm, type Deed } from '../ui/deed';
import { Fact, Facts } from '../ui/facts';
import { Loading } from '../ui/loading';
import { Notice } from '../ui/notice';
import { ProblemPanel } from '../ui/problem-panel';
import { Tag } from '../ui/tag';
import { Title } from '../ui/title';
import { useSpeech } from '../words/language';
import { isPerson } from './actors';
import { CaseNotes } from './case-notes';
import { CaseResolving } from './case-resolving';
import { CaseVotes } from './case-votes';
import { useMay } from './may';
import { useCodes } from './codes';
import { Carrier } from './case-carrier';
import type { Case } from './types';

/** One case: why it is here, what it rests on, what each choice will do, and what both programs have said. */
export function CasePage({ id }: { id: string }) {
  const { words, of } = useSpeech();
  const { data, isLoading, error, reload } = useData<Case>(`/v1/staff/cases/${id}`, 10_000);
  if (isLoading) return <Loading />;
  if (!data) return <ProblemPanel error={error} onRetry={reload} />;
  return (
    <>
      <p>
        <a href="/portal/">{words.case.backToQueue}</a>
      </p>
      <Title>{words.case.kinds[data.kind] ?? data.kind}</Title>
      <p class="lead">{of(data.why)}</p>
      <Standing row={data} />
      <Claiming row={data} onDone={reload} />
      <Evidence row={data} />
      {data.needsBoth && <CaseVotes row={data} />}
      {data.resolution && <Resolution row={data} />}
      {data.state === 'OPEN' && <CaseResolving row={data} onDone={reload} />}
      {data.undoable && <Undoing id={id} onDone={reload} />}
      <CaseNotes row={data} onDone={reload} />
    </>
  );
}

function Standing({ row }: { row: Case }) {
  const { words, date } = useSpeech();
  return (
    <Facts>
      <Fact name={words.case.state}>{words.case.stateNames[row.state] ?? row.state}</Fact>
      <Fact name={words.case.openedOn}>{date(row.openedAt)}</Fact>
      <Fact name={words.case.due}>
        {date(row.dueOn)} {row.overdue && <Tag tone="bad">{words.case.overdue}</Tag>}
      </Fact>
      <Fact name={words.case.assignee}>{row.assigneeName ?? row.assignee ?? words.case.unassigned}</Fact>
      {row.carrier && (
        <Fact name={words.case.carrier}>
          <Carrier carrier={row.carrier} />
        </Fact>
      )}
      <Fact name={words.case.subject}>
        <Subject row={row} />
      </Fact>
    </Facts>
  );
}

const PAGES: Readonly<Record<string, string>> = {
  application: 'applications',
  account: 'accounts',
  validation: 'validations',
};

function Subject({ row: { subjectKind, subjectId } }: { row: Case }) {
  const { words } = useSpeech();
  const page = PAGES[subjectKind];
  const name = words.case.subjects[subjectKind] ?? subjectKind;
  if (page && subjectKind !== 'account') return <a href={`/portal/${page}/${subjectId}`}>{name}</a>;
  return (
    <>
      {name} {page ? <a href={`/portal/${page}/${subjectId}`}>{subjectId}</a> : subjectId}
    </>
  );
}

function Evidence({ row }: { row: Case }) {
  const { words, of } = useSpeech();
  const spoken = useCodes();
  if (row.evidence.length === 0) return null;
  return (
    <section>
      <h2>{words.case.evidence}</h2>
      <Facts>
        {row.evidence.map(({ label, text }, index) => (
          <Fact key={index} name={of(label)}>
            {spoken(of(text))}
          </Fact>
        ))}
      </Facts>
    </section>
  );
}

interface Part {
  readonly row: Case;
  readonly onDone: () => void;
}

/** One officer has a case at a time; who has it may give it back or hand it on, headquarters may hand on anyone's. */
function Claiming({ row, onDone }: Part) {
  const { words } = useSpeech();
  const api = useApi();
  const person = usePerson();
  const [mayAct, isHeadquarters] = [useMay(), useMay('HQ')];
  const isMine = row.assignee === person.subject;
  const act = useAction(async () => {
    await api.post(`/v1/staff/cases/${row.id}/${isMine ? 'release' : 'claim'}`);
    onDone();
  });
  if (row.state !== 'OPEN' || !mayAct) return null;
  const reassign: Deed = {
    label: words.case.reassign,
    fields: [
      { name: 'to', label: words.case.reassignTo, type: 'line' },
      { name: 'reason', label: words.field.reason, type: 'line' },
    ],
    send: (values) => api.post(`/v1/staff/cases/${row.id}/reassign`, values),
  };
  return (
    <>
      <ProblemPanel error={act.error} />
      {(!row.assignee || isMine) && (
        <p>
          <button type="button" class="second" disabled={act.isBusy} onClick={() => void act.run()}>
            {isMine ? words.case.release : words.case.claim}
          </button>
        </p>
      )}
      {(isMine || isHeadquarters) && <DeedForm deed={reassign} onDone={onDone} />}
    </>
  );
}

function Resolution({ row: { resolution, choiceNames } }: { row: Case }) {
  const { words, of, colon } = useSpeech();
  if (!resolution) return null;
  const { choice, reason, resolvedBy } = resolution;
  const isByBoth = resolvedBy === 'both programs';
  const label = of(choiceNames[choice]);
  const why = of(storedReasonInWords(reason));
  return (
    <Notice kind="success">
      <p>
        <strong>{isByBoth ? words.case.byBoth : words.case.resolved}</strong>
        {colon}
        {isPerson(resolvedBy) ? `${label} – ${why}` : `${words.case.byEvents} (${why})`}{' '}
        {isPerson(resolvedBy) && !isByBoth && <span class="small">({words.case.byWhom(resolvedBy)})</span>}
      </p>
    </Notice>
  );
}

function Undoing({ id, onDone }: { id: string; onDone: () => void }) {
  const { words } = useSpeech();
  const api = useApi();
  const mayAct = useMay();
  const undo: Deed = {
    label: words.case.undo,
    fields: [{ name: 'reason', label: words.field.reason, type: 'line' }],
    send: (values) => api.post(`/v1/staff/cases/${id}/undo`, values),
  };
  return mayAct ? <DeedForm deed={undo} onDone={onDone} /> : null;
}
