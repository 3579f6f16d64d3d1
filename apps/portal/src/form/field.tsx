import type { ComponentChildren } from 'preact';
import { Lock } from '../ui/lock';
import { useSpeech } from '../words/language';
import { idOf, useForm } from './form-state';
import { Labelled, type LabelledControl } from './labelled';
import { Options, type Option } from './options';
import { valueAt } from './pointer';

interface FieldProps {
  readonly pointer: string;
  readonly label: string;
  readonly hint?: string;
  readonly optional?: boolean;
}

interface Held extends LabelledControl {
  readonly value: string;
}

/** One field of the form's document: its label, what is wrong with it, and the value that it holds. */
function Around({
  pointer,
  label,
  hint,
  optional,
  control,
}: FieldProps & { control: (held: Held) => ComponentChildren }) {
  const { language } = useSpeech();
  const { document, findings, lockedBy } = useForm();
  const faults = findings.filter((finding) => finding.pointer === pointer);
  const value = valueAt(document, pointer);
  return (
    <Labelled
      id={idOf(pointer)}
      label={label}
      hint={hint}
      fault={faults.map(({ expected }) => expected[language]).join(' ') || undefined}
      isOptional={optional}
      mark={lockedBy && <Lock host={lockedBy} />}
      control={(described) =>
        control({
          ...described,
          value: typeof value === 'string' || typeof value === 'number' ? String(value) : '',
        })
      }
    />
  );
}

type TextProps = FieldProps & {
  readonly type?: 'text' | 'email' | 'tel' | 'url' | 'date' | 'number';
  readonly width?: number;
  readonly autocomplete?: string;
  readonly maxLength?: number;
};

/** What a browser calls it; numbers are typed as text, so that what is no number can be shown and named. */
const htmlType = (type: string): 'text' => (type === 'number' ? 'text' : type) as 'text';

const asValue = (type: string, typed: string): unknown =>
  typed === '' ? undefined : type === 'number' && /^\d+$/.test(typed) ? Number(typed) : typed;

export function TextField({ type = 'text', width, autocomplete, maxLength = 500, ...field }: TextProps) {
  const { set, lockedBy } = useForm();
  return (
    <Around
      {...field}
      control={(held) => (
        <input
          {...held}
          type={htmlType(type)}
          inputMode={type === 'number' ? 'numeric' : undefined}
          size={width}
          class={width ? 'sized' : undefined}
          maxLength={maxLength}
          autocomplete={autocomplete}
          readOnly={lockedBy !== undefined}
          onInput={(event) => set(field.pointer, asValue(type, event.currentTarget.value))}
        />
      )}
    />
  );
}

export function LongTextField({ rows = 4, ...field }: FieldProps & { rows?: number }) {
  const { set, lockedBy } = useForm();
  return (
    <Around
      {...field}
      control={(held) => (
        <textarea
          {...held}
          rows={rows}
          readOnly={lockedBy !== undefined}
          onInput={(event) => set(field.pointer, event.currentTarget.value || undefined)}
        />
      )}
    />
  );
}

export function ChoiceField({ options, ...field }: FieldProps & { options: readonly Option[] }) {
  const { words } = useSpeech();
  const { set, lockedBy } = useForm();
  return (
    <Around
      {...field}
      control={(held) => (
        <select
          {...held}
          disabled={lockedBy !== undefined}
          onChange={(event) => set(field.pointer, event.currentTarget.value || undefined)}
        >
          <option value="">{words.field.choose}</option>
          <Options options={options} />
        </select>
      )}
    />
  );
}

/** One box to tick. */
export function TickField({ pointer, label, hint }: FieldProps) {
  const { language } = useSpeech();
  const { document, findings, set, lockedBy } = useForm();
  const id = idOf(pointer);
  const faults = findings.filter((finding) => finding.pointer === pointer);
  return (
    <div class={`field tick${faults.length > 0 ? ' wrong' : ''}`}>
      {faults.length > 0 && (
        <span class="fault" id={`${id}-fault`}>
          {faults.map(({ expected }) => expected[language]).join(' ')}
        </span>
      )}
      <input
        id={id}
        type="checkbox"
        checked={valueAt(document, pointer) === true}
        disabled={lockedBy !== undefined}
        aria-describedby={faults.length > 0 ? `${id}-fault` : undefined}
        aria-invalid={faults.length > 0 || undefined}
        onChange={(event) => set(pointer, event.currentTarget.checked)}
      />
      <label for={id}>{label}</label>
      {hint && <span class="hint">{hint}</span>}
    </div>
  );
}
