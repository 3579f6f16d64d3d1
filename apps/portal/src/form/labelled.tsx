import type { ComponentChildren } from 'preact';
import { useSpeech } from '../words/language';

/** What a control carries so that its label, hint and fault are read out with it. */
export interface LabelledControl {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': true | undefined;
}

interface LabelledProps {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  /** What is wrong with what was entered. */
  readonly fault?: string;
  /** The fault comes while someone chooses, not after a submit: it is read out at once. */
  readonly isSaidAtOnce?: boolean;
  readonly isOptional?: boolean;
  /** Stands beside the label. */
  readonly mark?: ComponentChildren;
  readonly control: (control: LabelledControl) => ComponentChildren;
}

/** Label, hint and fault around one control; the control hears of them by `aria-describedby`. */
export function Labelled({ id, label, hint, fault, isSaidAtOnce, isOptional, mark, control }: LabelledProps) {
  const { words } = useSpeech();
  const describedBy = [hint && `${id}-hint`, fault && `${id}-fault`].filter(Boolean).join(' ');
  return (
    <div class={`field${fault ? ' wrong' : ''}`}>
      <label for={id}>
        {label} {isOptional && <span class="muted">{words.field.optional}</span>}
        {mark}
      </label>
      {hint && (
        <span class="hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      {fault && (
        <span class="fault" id={`${id}-fault`} role={isSaidAtOnce ? 'alert' : undefined}>
          {fault}
        </span>
      )}
      {control({
        id,
        'aria-describedby': describedBy || undefined,
        'aria-invalid': fault ? true : undefined,
      })}
    </div>
  );
}
