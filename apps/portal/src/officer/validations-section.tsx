import { useState } from 'preact/hooks';
import type { Page } from '../api/types';
import { useAction, useApi, useData } from '../api/use-api';
import type { Validation } from '../api/validation';
import { ProblemPanel } from '../ui/problem-panel';
import { Tag } from '../ui/tag';
import { ValidationFacts } from '../validation/validation-facts';
import { useSpeech } from '../words/language';
import { NextOfValidation } from './validation-work';

const CLOSED = ['PASSED', 'FAILED', 'CANCELLED'];

interface SectionProps {
  readonly number: string;
  /** False at the client: the host validates for both programs. */
  readonly validatesHere: boolean;
}

/** The validations of an account, each with what an officer can do about it next. */
export function ValidationsSection({ number, validatesHere }: SectionProps) {
  const { words } = useSpeech();
  const { data, reload } = useData<Page<Validation>>(`/v1/staff/accounts/${number}/validations`, 15_000);
  const items = data?.items ?? [];
  const isOpen = items.some(({ state, performedHere }) => performedHere && !CLOSED.includes(state));
  return (
    <section>
      <h2>{words.staffAccount.validations}</h2>
      {items.length === 0 && <p>{words.staffAccount.noValidations}</p>}
      {items.map((validation) => (
        <article key={validation.id} class="card" id={`validation-${validation.id}`}>
          <h3>
            {words.validation.kinds[validation.kind] ?? validation.kind}{' '}
            <Tag>{words.validation.states[validation.state] ?? validation.state}</Tag>
          </h3>
          <ValidationFacts validation={validation} />
          <NextOfValidation validation={validation} onDone={reload} />
        </article>
      ))}
      {validatesHere && !isOpen && data && <Planning number={number} onDone={reload} />}
    </section>
  );
}

function Planning({ number, onDone }: { number: string; onDone: () => void }) {
  const { words } = useSpeech();
  const api = useApi();
  const [kind, setKind] = useState('INITIAL');
  const [causeCode, setCauseCode] = useState('');
  const [key, setKey] = useState(() => crypto.randomUUID());
  const plan = useAction(async () => {
    const cause = kind === 'FOR_CAUSE' ? { causeCode } : {};
    await api.post(`/v1/staff/accounts/${number}/validations`, { kind, ...cause }, key);
    onDone();
  });
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    await plan.run();
    setKey(crypto.randomUUID());
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <div class="field">
        <label for="validation-kind">{words.validation.kind}</label>
        <select id="validation-kind" value={kind} onChange={(event) => setKind(event.currentTarget.value)}>
          {Object.entries(words.validation.kinds).map(([code, name]) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </select>
      </div>
      {kind === 'FOR_CAUSE' && (
        <div class="field">
          <label for="cause-code">{words.field.reasonCode}</label>
          <input
            id="cause-code"
            required
            value={causeCode}
            onInput={(event) => setCauseCode(event.currentTarget.value.toUpperCase())}
          />
        </div>
      )}
      <ProblemPanel error={plan.error} />
      <button class="second" disabled={plan.isBusy}>
        {words.validation.plan}
      </button>
    </form>
  );
}
