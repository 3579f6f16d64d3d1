import { useState } from 'preact/hooks';
import type { Page } from '../api/types';
import { useData } from '../api/use-api';
import { Loading } from '../ui/loading';
import { ProblemPanel } from '../ui/problem-panel';
import { Table } from '../ui/table';
import { Title } from '../ui/title';
import { useSpeech } from '../words/language';
import type { FoundAccount } from './types';

/** Finds an account by its number, an identifier, or a part of the name. */
export function AccountsPage() {
  const { words } = useSpeech();
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState('');
  const { data, isLoading, error, reload } = useData<Page<FoundAccount>>(
    `/v1/staff/accounts${asked ? `?q=${encodeURIComponent(asked)}` : ''}`,
  );
  return (
    <>
      <Title>{words.staffAccount.searchTitle}</Title>
      <form
        role="search"
        onSubmit={(event) => {
          event.preventDefault();
          setAsked(typed.trim());
        }}
      >
        <div class="field">
          <label for="q">{words.staffAccount.searchLabel}</label>
          <input
            id="q"
            type="search"
            minLength={2}
            value={typed}
            onInput={(event) => setTyped(event.currentTarget.value)}
          />
        </div>
        <p>
          <button>{words.action.search}</button>
        </p>
      </form>
      {isLoading && <Loading />}
      <ProblemPanel error={error} onRetry={reload} />
      {data?.items.length === 0 && <p>{words.staffAccount.none}</p>}
      {data && data.items.length > 0 && (
        <Table
          caption={words.staffAccount.searchTitle}
          rows={data.items}
          keyOf={({ accountNumber }) => accountNumber}
          columns={[
            {
              name: words.apply.number,
              cell: ({ accountNumber }) => <a href={`/portal/accounts/${accountNumber}`}>{accountNumber}</a>,
            },
            { name: words.apply.legalName, cell: ({ legalName }) => legalName },
            { name: words.account.status, cell: ({ status }) => words.account.statuses[status] ?? status },
            { name: words.account.role, cell: ({ recordRole }) => words.role[recordRole] ?? recordRole },
          ]}
        />
      )}
    </>
  );
}
