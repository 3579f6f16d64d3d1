import { DECLINE_REASONS } from '@harmonization/domain/validation';
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { useAction, useApi, type Doing } from '../api/use-api';
import type { Validation } from '../api/validation';
import { usePerson } from '../frame/face';
import { ProblemPanel } from '../ui/problem-panel';
import { useSpeech } from '../words/language';

interface Work {
  readonly validation: Validation;
  readonly onDone: () => void;
}

type Act = Doing<[string, object?]>;

/** What an officer can do about a validation next: the host carries it out, the client recognizes it. */
export function NextOfValidation({ validation, onDone }: Work) {
  const api = useApi();
  const person = usePerson();
  const act = useAction(async (action: string, body: object = {}) => {
    await api.post(`/v1/staff/validations/${validation.id}/${action}`, body);
    onDone();
  });
  if (!person.roles.some((role) => ['OFFICER', 'HQ'].includes(role))) return null;
  const Step = stepOf(validation);
  return (
    <>
      <ProblemPanel error={act.error} />
      {Step && <Step id={validation.id} act={act} />}
    </>
  );
}

interface StepProps {
  readonly id: string;
  readonly act: Act;
}

function stepOf({ performedHere, state, recognition }: Validation) {
  if (!performedHere) return state === 'PASSED' && !recognition ? Recognizing : undefined;
  return STEPS[state];
}

const STEPS: Readonly<Record<string, ((props: StepProps) => ComponentChildren) | undefined>> = {
  PLANNED: Announcing,
  NOTICE_SENT: Starting,
  IN_PROGRESS: Reporting,
  REPORT_ISSUED: Concluding,
  RESPONSE_REVIEW: Answering,
};

/** A form whose button does one action; its fields are given. */
function ActionForm({
  act,
  label,
  onSubmit,
  children,
}: {
  act: Act;
  label: string;
  onSubmit: () => void;
  children?: ComponentChildren;
}) {
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      {children}
      <button disabled={act.isBusy}>{label}</button>
    </form>
  );
}

interface InputProps {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly type?: 'date' | 'text';
  readonly optional?: boolean;
  readonly onChange: (value: string) => void;
}

function Input({ id, label, value, type = 'text', optional, onChange }: InputProps) {
  const { words } = useSpeech();
  const control = { id, value, required: !optional };
  return (
    <div class="field">
      <label for={id}>
        {label} {optional && <span class="muted">{words.field.optional}</span>}
      </label>
      {type === 'date' ? (
        <input
          {...control}
          type="date"
          class="sized"
          onInput={(event) => onChange(event.currentTarget.value)}
        />
      ) : (
        <textarea
          {...control}
          rows={3}
          maxLength={20_000}
          onInput={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </div>
  );
}

function Announcing({ id, act }: StepProps) {
  const { words } = useSpeech();
  const [visitOn, setVisitOn] = useState('');
  const [visitEndsOn, setVisitEndsOn] = useState('');
  const { facts, notice, noticeHint } = words.validation;
  return (
    <ActionForm act={act} label={notice} onSubmit={() => void act.run('notice', { visitOn, visitEndsOn })}>
      <p>{noticeHint}</p>
      <Input id={`visit-${id}`} type="date" label={facts.visitOn} value={visitOn} onChange={setVisitOn} />
      <Input
        id={`visit-ends-${id}`}
        type="date"
        label={facts.visitEndsOn}
        value={visitEndsOn}
        onChange={setVisitEndsOn}
      />
    </ActionForm>
  );
}

function Starting({ act }: StepProps) {
  const { words } = useSpeech();
  return <ActionForm act={act} label={words.validation.start} onSubmit={() => void act.run('start')} />;
}

function Reporting({ id, act }: StepProps) {
  const { words } = useSpeech();
  const [summary, setSummary] = useState('');
  const [actions, setActions] = useState('');
  const requiredActions = actions
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const body = { summary, ...(requiredActions.length > 0 ? { requiredActions } : {}) };
  const { report, facts, actionsHint } = words.validation;
  return (
    <ActionForm act={act} label={report} onSubmit={() => void act.run('report', body)}>
      <Input id={`summary-${id}`} label={facts.summary} value={summary} onChange={setSummary} />
      <Input
        id={`actions-${id}`}
        label={`${facts.requiredActions} (${actionsHint})`}
        value={actions}
        optional
        onChange={setActions}
      />
    </ActionForm>
  );
}

function Concluding({ act }: StepProps) {
  const { words } = useSpeech();
  return (
    <p class="actions">
      <button
        type="button"
        disabled={act.isBusy}
        onClick={() => void act.run('outcome', { outcome: 'PASSED' })}
      >
        {words.validation.pass}
      </button>
      <button
        type="button"
        class="second"
        disabled={act.isBusy}
        onClick={() => void act.run('outcome', { outcome: 'FAILED' })}
      >
        {words.validation.fail}
      </button>
    </p>
  );
}

function Answering({ id, act }: StepProps) {
  const { words } = useSpeech();
  const [text, setText] = useState('');
  return (
    <ActionForm
      act={act}
      label={words.validation.accept}
      onSubmit={() => void act.run('answer', { accepted: true, text })}
    >
      <Input id={`answer-${id}`} label={words.validation.answer} value={text} onChange={setText} />
      <p>
        <button
          type="button"
          class="second"
          disabled={act.isBusy || text === ''}
          onClick={() => void act.run('answer', { accepted: false, text })}
        >
          {words.validation.askAgain}
        </button>
      </p>
    </ActionForm>
  );
}

/** Recognition is the default; headquarters may decline, for a reason of the closed list. */
function Recognizing({ id, act }: StepProps) {
  const { words } = useSpeech();
  const person = usePerson();
  const [reasonCode, setReasonCode] = useState('');
  return (
    <>
      <p>{words.validation.recognizeLead}</p>
      <button
        type="button"
        disabled={act.isBusy}
        onClick={() => void act.run('recognition', { outcome: 'RECOGNIZED' })}
      >
        {words.validation.recognize}
      </button>
      {person.roles.includes('HQ') && (
        <details>
          <summary>{words.validation.decline}</summary>
          <ActionForm
            act={act}
            label={words.validation.decline}
            onSubmit={() => void act.run('recognition', { outcome: 'DECLINED', reasonCode })}
          >
            <div class="field">
              <label for={`decline-${id}`}>{words.field.reason}</label>
              <select
                id={`decline-${id}`}
                required
                value={reasonCode}
                onChange={(event) => setReasonCode(event.currentTarget.value)}
              >
                <option value="">{words.field.choose}</option>
                {DECLINE_REASONS.map((code) => (
                  <option key={code} value={code}>
                    {words.validation.declineReasons[code]}
                  </option>
                ))}
              </select>
            </div>
          </ActionForm>
        </details>
      )}
    </>
  );
}
