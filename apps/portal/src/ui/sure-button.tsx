import { useRef } from 'preact/hooks';
import type { Doing } from '../api/use-api';
import { useSpeech } from '../words/language';

/** A button for what cannot be taken back: it asks once more. */
export function SureButton({
  label,
  question,
  doing,
}: {
  label: string;
  question: string;
  doing: Doing<[]>;
}) {
  const { words } = useSpeech();
  const dialog = useRef<HTMLDialogElement>(null);
  const go = async (): Promise<void> => {
    await doing.run();
    dialog.current?.close();
  };
  return (
    <>
      <p>
        <button type="button" class="second" onClick={() => dialog.current?.showModal()}>
          {label}
        </button>
      </p>
      <dialog ref={dialog} aria-label={label}>
        <p>{question}</p>
        <p class="actions">
          <button type="button" disabled={doing.isBusy} onClick={() => void go()}>
            {label}
          </button>
          <button type="button" class="second" onClick={() => dialog.current?.close()}>
            {words.action.cancel}
          </button>
        </p>
      </dialog>
    </>
  );
}
