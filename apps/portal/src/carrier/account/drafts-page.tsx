import type { ListedAccount } from '../../api/types';
import { useAction, useApi } from '../../api/use-api';
import { usePages } from '../../api/use-pages';
import { fieldName } from '../../form/field-names';
import { Listed } from '../../ui/listed';
import { ProblemPanel } from '../../ui/problem-panel';
import { FieldFacts } from '../../ui/shared-facts';
import { Tag } from '../../ui/tag';
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
  const { drafts } = useSpeech().words.carrier;
  const path = `/v1/accounts/${accountNumber}/edit-drafts`;
  const list = usePages<EditDraft>(path);
  return (
    <>
      <p>{drafts.lead}</p>
      <Listed list={list} none={drafts.none}>
        {(items) =>
          items.map((draft) => (
            <OneDraft key={draft.id} path={`${path}/${draft.id}`} draft={draft} onDone={list.reload} />
          ))
        }
      </Listed>
    </>
  );
}

interface DraftProps {
  readonly path: string;
  readonly draft: EditDraft;
  readonly onDone: () => void;
}

function OneDraft({ path, draft, onDone }: DraftProps) {
  const { words, of, time, colon } = useSpeech();
  const { drafts } = words.carrier;
  return (
    <article class="card">
      <h2>
        {time(draft.madeAt)} <Tag>{drafts.states[draft.state] ?? draft.state}</Tag>
      </h2>
      <FieldFacts values={draft.changes} />
      {draft.findings?.map(({ pointer, expected }) => (
        <p key={pointer} class="fault">
          {fieldName(pointer, words)}
          {colon}
          {of(expected)}
        </p>
      ))}
      {draft.state === 'RECEIVED' && <Deciding path={path} onDone={onDone} />}
    </article>
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
