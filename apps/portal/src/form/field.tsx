import type { ComponentChildren } from 'preact';
import { Lock } from '../ui/lock';
import { useSpeech } from '../words/language';
import { idOf, useForm } from './form-state';
import { valueAt } from './pointer';

interface FieldProps {
  readonly pointer: string;
  readonly label: string;
  readonly hint?: string;
  readonly optional?: boolean;
}

interface Described {
  readonly id: string;
  readonly value: unknown;
  readonly describedBy?: string;
  readonly isInvalid: boolean;
}

/** Label, hint and fault around one control; the control hears of them by `aria-describedby`. */
function Around({
  pointer,
  label,
  hint,
  optional,
  control,
}: FieldProps & { control: (described: Described) => ComponentChildren }) {
  const { words, language } = useSpeech();
  const { document, findings, lockedBy } = useForm();
  const id = idOf(pointer);
  const faults = findings.filter((finding) => finding.pointer === pointer);
  const describedBy =
    [hint && `${id}-hint`, faults.length > 0 && `${id}-fault`].filter(Boolean).join(' ') || undefined;
  return (
    <div class={`field${faults.length > 0 ? ' wrong' : ''}`}>
      <label for={id}>
        {label} {optional && <span class="muted">{words.field.optional}</span>}
        {lockedBy && <Lock host={lockedBy} />}
      </label>
      {hint && (
        <span class="hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      {faults.length > 0 && (
        <span class="fault" id={`${id}-fault`}>
          {faults.map(({ expected }) => expected[language]).join(' ')}
        </span>
      )}
      {control({ id, value: valueAt(document, pointer), describedBy, isInvalid: faults.length > 0 })}
    </div>
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
  const change = (event: { currentTarget: HTMLInputElement }): void =>
    set(field.pointer, asValue(type, event.currentTarget.value));
  return (
    <Around
      {...field}
      control={({ id, value, describedBy, isInvalid }) => (
        <input
          id={id}
          type={htmlType(type)}
          inputMode={type === 'number' ? 'numeric' : undefined}
          size={width}
          class={width ? 'sized' : undefined}
          value={typeof value === 'string' || typeof value === 'number' ? String(value) : ''}
          maxLength={maxLength}
          autocomplete={autocomplete}
          readOnly={lockedBy !== undefined}
          aria-describedby={describedBy}
          aria-invalid={isInvalid || undefined}
          onInput={change}
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
      control={({ id, value, describedBy, isInvalid }) => (
        <textarea
          id={id}
          rows={rows}
          value={typeof value === 'string' ? value : ''}
          readOnly={lockedBy !== undefined}
          aria-describedby={describedBy}
          aria-invalid={isInvalid || undefined}
          onInput={(event) => set(field.pointer, event.currentTarget.value || undefined)}
        />
      )}
    />
  );
}

export interface Option {
  readonly value: string;
  readonly label: string;
}

export function ChoiceField({ options, ...field }: FieldProps & { options: readonly Option[] }) {
  const { words } = useSpeech();
  const { set, lockedBy } = useForm();
  return (
    <Around
      {...field}
      control={({ id, value, describedBy, isInvalid }) => (
        <select
          id={id}
          value={typeof value === 'string' ? value : ''}
          disabled={lockedBy !== undefined}
          aria-describedby={describedBy}
          aria-invalid={isInvalid || undefined}
          onChange={(event) => set(field.pointer, event.currentTarget.value || undefined)}
        >
          <option value="">{words.field.choose}</option>
          {options.map(({ value: code, label }) => (
            <option key={code} value={code}>
              {label}
            </option>
          ))}
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
