import type { ListedAccount, Page } from '../../api/types';
import { useAction, useApi, useData } from '../../api/use-api';
import { fieldName } from '../../form/field-names';
import { Fact, Facts } from '../../ui/facts';
import { Loading } from '../../ui/loading';
import { ProblemPanel } from '../../ui/problem-panel';
import { Tag } from '../../ui/tag';
import { Value } from '../../ui/value';
import { useSpeech } from '../../words/language';
import { AccountFrame } from './account-frame';

interface EditDraft {
  readonly id: string;
  readonly state: string;
  readonly changes: Readonly<Record<string, unknown>>;
  readonly findings: readonly { pointer: string; expected: { en: string; fr: string } }[] | null;
  readonly madeAt: string;
}

/** Edits that were kept while the right to edit travelled; what arrived here waits for the carrier's word. */
export const DraftsPage = ({ number }: { number: string }) => (
  <AccountFrame number={number} section="drafts">
    {(account) => <Drafts account={account} />}
  </AccountFrame>
);

function Drafts({ account: { accountNumber } }: { account: ListedAccount }) {
  const { words, of, time } = useSpeech();
  const path = `/v1/accounts/${accountNumber}/edit-drafts`;
  const { data, isLoading, error, reload } = useData<Page<EditDraft>>(path);
  const { drafts } = words.carrier;
  if (isLoading) return <Loading />;
  return (
    <>
      <p>{drafts.lead}</p>
      <ProblemPanel error={error} onRetry={reload} />
      {data?.items.length === 0 && <p>{drafts.none}</p>}
      {data?.items.map((draft) => (
        <article key={draft.id} class="card">
          <h2>
            {time(draft.madeAt)} <Tag>{drafts.states[draft.state] ?? draft.state}</Tag>
          </h2>
          <Facts>
            {Object.entries(draft.changes).map(([name, value]) => (
              <Fact key={name} name={fieldName(`/${name}`, words)}>
                <Value value={value} />
              </Fact>
            ))}
          </Facts>
          {draft.findings?.map(({ pointer, expected }) => (
            <p key={pointer} class="fault">
              {fieldName(pointer, words)}: {of(expected)}
            </p>
          ))}
          {draft.state === 'RECEIVED' && <Deciding path={`${path}/${draft.id}`} onDone={reload} />}
        </article>
      ))}
    </>
  );
}

function Deciding({ path, onDone }: { path: string; onDone: () => void }) {
  const { words } = useSpeech();
  const api = useApi();
  const decide = useAction(async (action: 'confirm' | 'discard') => {
    await api.post(`${path}/${action}`);
    onDone();
  });
  const { drafts } = words.carrier;
  return (
    <>
      <ProblemPanel error={decide.error} />
      <p class="actions">
        <button type="button" disabled={decide.isBusy} onClick={() => void decide.run('confirm')}>
          {drafts.confirm}
        </button>
        <button
          type="button"
          class="second"
          disabled={decide.isBusy}
          onClick={() => void decide.run('discard')}
        >
          {drafts.discard}
        </button>
      </p>
    </>
  );
}
