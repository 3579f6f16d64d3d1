import type { Page } from '../../api/types';
import { useAction, useApi, useData } from '../../api/use-api';
import { StatementForm } from '../../ui/statement-form';
import { useSpeech } from '../../words/language';

interface Told {
  readonly id: string;
  readonly name?: string | null;
  readonly email?: string | null;
  readonly reason: string;
  readonly state: string;
  readonly objection: string | null;
}

/** Newcomers who ask staff for this account: its present people may object. */
export function OwnershipRequests({ number }: { number: string }) {
  const { words } = useSpeech();
  const path = `/v1/accounts/${number}/ownership-requests`;
  const { data, reload } = useData<Page<Told>>(path);
  const asking = data?.items ?? [];
  if (asking.length === 0) return null;
  return (
    <section>
      <h2>{words.carrier.people.requests}</h2>
      {asking.map((request) => (
        <article key={request.id} class="card">
          <h3>{[request.name, request.email].filter(Boolean).join(', ')}</h3>
          <blockquote>{request.reason}</blockquote>
          {request.objection ? (
            <p>{words.carrier.people.objected}</p>
          ) : (
            <Objecting path={`${path}/${request.id}/object`} id={request.id} onDone={reload} />
          )}
        </article>
      ))}
    </section>
  );
}

function Objecting({ path, id, onDone }: { path: string; id: string; onDone: () => void }) {
  const { words } = useSpeech();
  const api = useApi();
  const object = useAction(async (reason: string) => {
    await api.post(path, { reason });
    onDone();
  });
  return (
    <StatementForm
      id={`object-${id}`}
      label={words.field.reason}
      button={words.carrier.people.object}
      doing={object}
      maxLength={2_000}
    />
  );
}
