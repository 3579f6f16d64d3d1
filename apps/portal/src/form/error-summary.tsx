import type { FieldFinding } from '@harmonization/domain/application-form';
import { useEffect, useRef } from 'preact/hooks';
import { useSpeech } from '../words/language';
import { fieldName } from './field-names';
import { idOf } from './form-state';

/** All that is wrong, at the top, each line leading to its field. It takes the focus whenever it is asked to (`turn`). */
export function ErrorSummary({
  findings,
  turn,
  onGo,
}: {
  findings: readonly FieldFinding[];
  turn: number;
  /** Leads to the step that shows the field, where that is another one. */
  onGo?: (pointer: string) => void;
}) {
  const { words, language } = useSpeech();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (turn > 0) box.current?.focus();
  }, [turn]);
  if (findings.length === 0) return null;
  const go = (event: Event, pointer: string): void => {
    event.preventDefault();
    onGo?.(pointer);
    setTimeout(() => document.getElementById(idOf(pointer))?.focus());
  };
  return (
    <div class="notice error" role="alert" tabIndex={-1} ref={box}>
      <h2>{words.apply.faults(findings.length)}</h2>
      <ul>
        {findings.map(({ pointer, code, expected }) => (
          <li key={`${pointer} ${code}`}>
            <a href={`#${idOf(pointer)}`} onClick={(event) => go(event, pointer)}>
              {fieldName(pointer, words)}
            </a>
            {' – '}
            {expected[language]}
          </li>
        ))}
      </ul>
    </div>
  );
}
