import type { Account } from '../api/types';
import { useApi, useData } from '../api/use-api';
import type { Validation } from '../api/validation';
import { DeedForm, type Deed } from '../ui/deed';
import { Tag } from '../ui/tag';
import { ValidationFacts } from '../validation/validation-facts';
import { useSpeech } from '../words/language';
import { useMay } from './may';
import { useReasons } from './reasons';
import { ValidationSteps } from './validation-steps';

const CONCLUDED = ['PASSED', 'FAILED', 'CANCELLED'];

/** The validations of one account, each with what can be done about it next; a new one is planned where it is hosted. */
export function AccountValidations({ account: { accountNumber, recordRole } }: { account: Account }) {
  const { words } = useSpeech();
  const path = `/v1/staff/accounts/${accountNumber}/validations`;
  const { data, reload } = useData<{ items: readonly Validation[] }>(path, 15_000);
  const items = data?.items ?? [];
  const isOpen = items.some(({ state, performedHere }) => performedHere && !CONCLUDED.includes(state));
  return (
    <section>
      <h2>{words.staffAccount.validations}</h2>
      {items.length === 0 && <p>{words.staffAccount.noValidations}</p>}
      {items.map((row) => (
        <article key={row.id} class="card" id={`validation-${row.id}`}>
          <h3>
            <a href={`/portal/validations/${row.id}`}>{words.validation.kinds[row.kind] ?? row.kind}</a>{' '}
            <Tag>{words.validation.states[row.state] ?? row.state}</Tag>
          </h3>
          <ValidationFacts validation={row} />
          <ValidationSteps row={row} onDone={reload} />
        </article>
      ))}
      {recordRole !== 'CLIENT' && data && !isOpen && <Planning path={path} onDone={reload} />}
    </section>
  );
}

function Planning({ path, onDone }: { path: string; onDone: () => void }) {
  const { words } = useSpeech();
  const api = useApi();
  const mayAct = useMay();
  const reasons = useReasons();
  const kinds = Object.entries(words.validation.kinds).map(([value, label]) => ({ value, label }));
  const plan: Deed = {
    label: words.validation.plan,
    isNext: true,
    fields: [
      { name: 'kind', label: words.validation.kind, type: 'choice', options: kinds },
      {
        ...{ name: 'causeCode', label: words.check.cause, hint: words.check.causeHint, type: 'choice' },
        ...{ options: reasons.explaining('SUSPENDED'), optional: true },
      },
    ],
    send: (values, key) => api.post(path, values, key),
  };
  return mayAct ? <DeedForm deed={plan} onDone={onDone} /> : null;
}
