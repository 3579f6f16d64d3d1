import { useId, useState } from 'preact/hooks';
import { ProblemAnswer } from '../api/problem';
import { useAction } from '../api/use-api';
import { Labelled, type LabelledControl } from '../form/labelled';
import { Options, type Option } from '../form/options';
import { useSpeech } from '../words/language';
import { ProblemPanel } from './problem-panel';

export interface DeedField {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  /** `lines`: one entry a line, sent as a list. */
  readonly type: 'line' | 'text' | 'date' | 'choice' | 'tick' | 'lines';
  readonly options?: readonly Option[];
  readonly optional?: boolean;
}

export interface Deed {
  readonly label: string;
  readonly hint?: string;
  readonly fields?: readonly DeedField[];
  /** What comes next here: its form stands open. */
  readonly isNext?: boolean;
  /** Sends what was entered; what was left empty is absent. The key is the same for each try of one form. */
  readonly send: (values: Record<string, unknown>, key: string) => Promise<unknown>;
}

type Entered = Readonly<Record<string, string | boolean>>;

function valuesOf(fields: readonly DeedField[], entered: Entered): Record<string, unknown> {
  const given = fields.map(({ name, type }) => {
    const value = entered[name];
    if (type === 'tick') return [name, value === true];
    const text = typeof value === 'string' ? value.trim() : '';
    if (text === '') return [name, undefined];
    return [name, type === 'lines' ? text.split('\n').filter((line) => line.trim() !== '') : text];
  });
  return Object.fromEntries(given.filter(([, value]) => value !== undefined)) as Record<string, unknown>;
}

/** One thing that a person can do here: a button, or a form that opens where something must be said with it. */
export function DeedForm({ deed, onDone }: { deed: Deed; onDone: () => void }) {
  const { fields = [] } = deed;
  const [entered, setEntered] = useState<Entered>({});
  const [key, setKey] = useState(() => crypto.randomUUID());
  const act = useAction(async () => {
    await deed.send(valuesOf(fields, entered), key);
    setEntered({});
    setKey(crypto.randomUUID());
    onDone();
  });
  const form = (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void act.run();
      }}
    >
      {deed.hint && <p>{deed.hint}</p>}
      {fields.map((field) => (
        <DeedControl
          key={field.name}
          field={field}
          value={entered[field.name]}
          error={act.error}
          onChange={(value) => setEntered((before) => ({ ...before, [field.name]: value }))}
        />
      ))}
      <ProblemPanel error={act.error} />
      <p>
        <button class={fields.length > 0 ? undefined : 'second'} disabled={act.isBusy}>
          {deed.label}
        </button>
      </p>
    </form>
  );
  if (fields.length === 0 || deed.isNext) return form;
  return (
    <details class="deed">
      <summary>{deed.label}</summary>
      {form}
    </details>
  );
}

interface ControlProps {
  readonly field: DeedField;
  readonly value: string | boolean | undefined;
  readonly error: unknown;
  readonly onChange: (value: string | boolean) => void;
}

function DeedControl(control: ControlProps) {
  const id = useId();
  return control.field.type === 'tick' ? <Tick {...control} id={id} /> : <Described {...control} id={id} />;
}

type Identified = ControlProps & { readonly id: string };

const Tick = ({ id, field, value, onChange }: Identified) => (
  <div class="field tick">
    <input
      type="checkbox"
      id={id}
      checked={value === true}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
    <label for={id}>{field.label}</label>
  </div>
);

/** A control with its hint and with what the service found wrong with it. */
const Described = ({ id, field, value, error, onChange }: Identified) => (
  <Labelled
    id={id}
    label={field.label}
    hint={field.hint}
    fault={faultOf(error, field.name)}
    isOptional={field.optional}
    control={(described) => (
      <Control
        field={field}
        text={typeof value === 'string' ? value : ''}
        common={{ ...described, required: !field.optional }}
        onChange={onChange}
      />
    )}
  />
);

interface TextControl {
  readonly field: DeedField;
  readonly text: string;
  readonly common: LabelledControl & { readonly required: boolean };
  readonly onChange: (value: string) => void;
}

function Control({ field, text, common, onChange }: TextControl) {
  const { words } = useSpeech();
  const heard = (event: { currentTarget: { value: string } }): void => onChange(event.currentTarget.value);
  switch (field.type) {
    case 'choice':
      return (
        <select {...common} value={text} onChange={heard}>
          <option value="">{words.field.choose}</option>
          <Options options={field.options ?? []} />
        </select>
      );
    case 'date':
      return <input {...common} type="date" class="sized" value={text} onInput={heard} />;
    case 'line':
      return <input {...common} type="text" maxLength={2000} value={text} onInput={heard} />;
    default:
      return <textarea {...common} rows={4} maxLength={20_000} value={text} onInput={heard} />;
  }
}

/** What the service found wrong with one field, in its words. */
function faultOf(error: unknown, name: string): string | undefined {
  if (!(error instanceof ProblemAnswer)) return undefined;
  return error.problem.violations?.find(({ pointer }) => pointer.split('/')[1] === name)?.expected;
}
