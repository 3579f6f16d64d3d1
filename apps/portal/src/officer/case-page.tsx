import { useState } from 'preact/hooks';
import { useAction, useApi, useData } from '../api/use-api';
import { useFace, usePerson } from '../frame/face';
import { Fact, Facts } from '../ui/facts';
import { Loading } from '../ui/loading';
import { Notice } from '../ui/notice';
import { ProblemPanel } from '../ui/problem-panel';
import { Title } from '../ui/title';
import { Value } from '../ui/value';
import { useSpeech } from '../words/language';
import { programName } from '../carrier/names';
import type { Case, Vote } from './types';

/** One case: why it is here, what it rests on, what each choice will do, and what both programs have said. */
export function CasePage({ id }: { id: string }) {
  const { words, of, date } = useSpeech();
  const { data, isLoading, error, reload } = useData<Case>(`/v1/staff/cases/${id}`, 10_000);
  if (isLoading) return <Loading />;
  if (!data) return <ProblemPanel error={error} onRetry={reload} />;
  return (
    <>
      <Title>{words.case.kinds[data.kind] ?? data.kind}</Title>
      <p class="lead">{of(data.why)}</p>
      <Facts>
        <Fact name={words.case.due}>{date(data.dueOn)}</Fact>
        <Fact name={words.case.assignee}>{data.assigneeName ?? words.case.unassigned}</Fact>
        <Fact name={words.case.subject}>
          <Subject row={data} />
        </Fact>
      </Facts>
      <Claiming row={data} onDone={reload} />
      <h2>{words.case.evidence}</h2>
      <Facts>
        {data.evidence.map(({ name, label, value }, index) => (
          <Fact key={index} name={of(name ?? label)}>
            <Value value={isBilingual(value) ? of(value) : value} />
          </Fact>
        ))}
      </Facts>
      {data.needsBoth && <Votes row={data} />}
      {data.resolution && (
        <Notice kind="success">
          {words.case.resolved}: {data.resolution.choice} – {data.resolution.reason}
        </Notice>
      )}
      {data.state === 'OPEN' && <Resolving row={data} onDone={reload} />}
      {data.undoable && <Undoing id={id} onDone={reload} />}
      <Comments row={data} onDone={reload} />
    </>
  );
}

const isBilingual = (value: unknown): value is { en: string; fr: string } =>
  typeof value === 'object' && value !== null && 'en' in value && 'fr' in value;

const PAGES: Readonly<Record<string, string>> = { application: 'applications', account: 'accounts' };

function Subject({ row: { subjectKind, subjectId } }: { row: Case }) {
  const page = PAGES[subjectKind];
  return page ? <a href={`/portal/${page}/${subjectId}`}>{subjectId}</a> : <>{subjectId}</>;
}

interface Part {
  readonly row: Case;
  readonly onDone: () => void;
}

function Claiming({ row, onDone }: Part) {
  const { words } = useSpeech();
  const api = useApi();
  const person = usePerson();
  const isMine = row.assignee === person.subject;
  const act = useAction(async () => {
    await api.post(`/v1/staff/cases/${row.id}/${isMine ? 'release' : 'claim'}`);
    onDone();
  });
  if (row.state !== 'OPEN' || (row.assignee && !isMine)) return null;
  return (
    <>
      <ProblemPanel error={act.error} />
      <p>
        <button type="button" class="second" disabled={act.isBusy} onClick={() => void act.run()}>
          {isMine ? words.case.release : words.case.claim}
        </button>
      </p>
    </>
  );
}

function Votes({ row }: { row: Case }) {
  const { words, time, of } = useSpeech();
  const face = useFace();
  const votes: readonly [string, Vote | null][] = [
    [face.code, row.ownVote],
    [face.peer.code, row.peerVote],
  ];
  return (
    <section>
      <h2>{words.case.votes}</h2>
      <div class="cards">
        {votes.map(([program, vote]) => (
          <div class="card" key={program}>
            <h3>{programName(words, program)}</h3>
            {vote ? (
              <>
                <p>
                  <strong>
                    {of(row.choices.find(({ code }) => code === vote.choice)?.label) || vote.choice}
                  </strong>
                </p>
                <p>{vote.reason}</p>
                <p class="small muted">
                  {vote.office}, {time(vote.votedAt)}
                </p>
              </>
            ) : (
              <p class="muted">{words.case.noVote}</p>
            )}
          </div>
        ))}
      </div>
    </section>
  );
}

function Resolving({ row, onDone }: Part) {
  const { words, of } = useSpeech();
  const api = useApi();
  const person = usePerson();
  const [choice, setChoice] = useState('');
  const [reason, setReason] = useState('');
  const resolve = useAction(async () => {
    await api.post(`/v1/staff/cases/${row.id}/resolve`, { choice, reason });
    onDone();
  });
  if (row.choices.length === 0 || !person.roles.some((role) => ['OFFICER', 'HQ'].includes(role))) return null;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void resolve.run();
      }}
    >
      <fieldset>
        <legend>{words.case.choices}</legend>
        {row.choices.map(({ code, label, effect, by }) => (
          <div class="field tick" key={code}>
            <input
              type="radio"
              name="choice"
              id={`choice-${code}`}
              required
              checked={choice === code}
              disabled={!by.some((role) => person.roles.includes(role))}
              aria-describedby={`effect-${code}`}
              onChange={() => setChoice(code)}
            />
            <label for={`choice-${code}`}>
              <strong>{of(label)}</strong>{' '}
              {by.length === 1 && <span class="muted">({words.case.only(by.join(', '))})</span>}
            </label>
            <span class="hint" id={`effect-${code}`}>
              {of(effect)}
            </span>
          </div>
        ))}
      </fieldset>
      <div class="field">
        <label for="reason">{words.field.reason}</label>
        <textarea
          id="reason"
          rows={3}
          required
          maxLength={2000}
          value={reason}
          onInput={(event) => setReason(event.currentTarget.value)}
        />
      </div>
      <ProblemPanel error={resolve.error} />
      <button disabled={resolve.isBusy}>{row.needsBoth ? words.case.vote : words.case.resolve}</button>
    </form>
  );
}

function Undoing({ id, onDone }: { id: string; onDone: () => void }) {
  const { words } = useSpeech();
  const api = useApi();
  const [reason, setReason] = useState('');
  const undo = useAction(async () => {
    await api.post(`/v1/staff/cases/${id}/undo`, { reason });
    onDone();
  });
  return (
    <details>
      <summary>{words.case.undo}</summary>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void undo.run();
        }}
      >
        <div class="field">
          <label for="undo-reason">{words.field.reason}</label>
          <input
            id="undo-reason"
            required
            value={reason}
            onInput={(event) => setReason(event.currentTarget.value)}
          />
        </div>
        <ProblemPanel error={undo.error} />
        <button class="second" disabled={undo.isBusy}>
          {words.case.undo}
        </button>
      </form>
    </details>
  );
}

function Comments({ row, onDone }: Part) {
  const { words, time } = useSpeech();
  const api = useApi();
  const [text, setText] = useState('');
  const [key, setKey] = useState(() => crypto.randomUUID());
  const add = useAction(async () => {
    await api.post(`/v1/staff/cases/${row.id}/comments`, { text }, key);
    setText('');
    setKey(crypto.randomUUID());
    onDone();
  });
  return (
    <section>
      <h2>{words.case.comments}</h2>
      <ul class="timeline">
        {row.comments.map((comment) => (
          <li key={comment.id}>
            <span class="small muted">
              {comment.authorName}, {time(comment.at)}
            </span>
            <br />
            {comment.text}
          </li>
        ))}
      </ul>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void add.run();
        }}
      >
        <div class="field">
          <label for="comment">{words.case.comment}</label>
          <textarea
            id="comment"
            rows={2}
            required
            maxLength={4000}
            value={text}
            onInput={(event) => setText(event.currentTarget.value)}
          />
        </div>
        <ProblemPanel error={add.error} />
        <button class="second" disabled={add.isBusy}>
          {words.action.add}
        </button>
      </form>
      <details>
        <summary>{words.case.history}</summary>
        <ol class="timeline">
          {row.history.map(({ at, action, actor, reason }) => (
            <li key={`${at} ${action}`}>
              <span class="small muted">
                {time(at)} · {actor}
              </span>
              <br />
              {action} {reason && `(${reason})`}
            </li>
          ))}
        </ol>
      </details>
    </section>
  );
}
