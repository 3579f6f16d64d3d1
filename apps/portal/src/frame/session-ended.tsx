import { useEffect, useRef, useState } from 'preact/hooks';
import { useApi } from '../api/use-api';
import { useSpeech } from '../words/language';

/** The session ends while someone types: the page stays as it is, and signing in happens in another tab. */
export function SessionEnded() {
  const api = useApi();
  const { words } = useSpeech();
  const [isOpen, setOpen] = useState(false);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => api.onSignedOut(() => setOpen(true)), [api]);
  useEffect(() => {
    if (isOpen) dialog.current?.showModal();
    else dialog.current?.close();
  }, [isOpen]);
  return (
    <dialog ref={dialog} aria-labelledby="session-ended" onClose={() => setOpen(false)}>
      <h2 id="session-ended">{words.session.expiredTitle}</h2>
      <p>{words.session.expiredText}</p>
      <p class="actions">
        <a class="button" href="/sign-in?to=/portal/" target="_blank" rel="noopener" data-native>
          {words.session.signInAgain} ({words.session.opensTab})
        </a>
        <button type="button" onClick={() => setOpen(false)}>
          {words.session.signedInAgain}
        </button>
      </p>
    </dialog>
  );
}
