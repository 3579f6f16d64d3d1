import type { Application } from '../api/types';
import { useSpeech } from '../words/language';
import { programName } from './names';

/** What an application asks of its carrier, each line leading to where it is done. */
export function AskedList({ application }: { application: Application }) {
  const { words } = useSpeech();
  const { id, reference, state, asks, linkId } = application;
  return (
    <ul>
      {state === 'DRAFT' && (
        <li>
          <a href={`/portal/apply/${id}`}>
            {words.application.continueDraft} {reference}
          </a>
        </li>
      )}
      {asks.map(({ kind, program, text }) => (
        <li key={`${kind} ${program}`}>
          <a
            href={
              kind === 'ACKNOWLEDGEMENT'
                ? `/portal/links/${linkId}/differences`
                : `/portal/applications/${id}`
            }
          >
            {words.application.asks[kind](programName(words, program))}
          </a>{' '}
          <span class="muted">{reference}</span>
          {text && <blockquote>{text}</blockquote>}
        </li>
      ))}
    </ul>
  );
}
