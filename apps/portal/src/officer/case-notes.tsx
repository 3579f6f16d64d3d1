import { storedReasonInWords } from '@harmonization/domain/service-reasons';
import { useApi } from '../api/use-api';
import { DeedForm, type Deed } from '../ui/deed';
import { useSpeech } from '../words/language';
import { useActors } from './actors';
import { useMay } from './may';
import type { Case } from './types';

/** What colleagues wrote on a case, and who did what to it. */
export function CaseNotes({ row, onDone }: { row: Case; onDone: () => void }) {
  const { words, time } = useSpeech();
  const api = useApi();
  const mayAct = useMay();
  const add: Deed = {
    label: words.case.comment,
    fields: [{ name: 'text', label: words.case.comment, type: 'text' }],
    send: (values, key) => api.post(`/v1/staff/cases/${row.id}/comments`, values, key),
  };
  return (
    <section>
      <h2>{words.case.comments}</h2>
      <ul class="timeline">
        {row.comments.map((comment) => (
          <li key={comment.id}>
            <span class="small muted">
              {comment.authorName}, {time(comment.at)}
            </span>
            <br />
            {comment.text}
          </li>
        ))}
      </ul>
      {mayAct && <DeedForm deed={add} onDone={onDone} />}
      <History row={row} />
    </section>
  );
}

function History({ row }: { row: Case }) {
  const { words, of, time } = useSpeech();
  const actorOf = useActors();
  return (
    <details>
      <summary>{words.case.history}</summary>
      <ol class="timeline">
        {row.history.map(({ at, action, actor, reason }, index) => (
          <li key={index}>
            <span class="small muted">
              {time(at)} · {actorOf(actor)}
            </span>
            <br />
            {words.case.actions[action] ?? action} {reason && `(${of(storedReasonInWords(reason))})`}
          </li>
        ))}
      </ol>
    </details>
  );
}
