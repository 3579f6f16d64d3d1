import { useState } from 'preact/hooks';
import { usePages } from '../api/use-pages';
import { Labelled } from '../form/labelled';
import { Listed } from '../ui/listed';
import { Table } from '../ui/table';
import { Title } from '../ui/title';
import { useSpeech } from '../words/language';
import type { FoundAccount } from './types';

/** Finds an account by its number, an identifier, or a part of the name. */
export function AccountsPage() {
  const { words } = useSpeech();
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState('');
  const query = asked ? `?q=${encodeURIComponent(asked)}` : '';
  const list = usePages<FoundAccount>(`/v1/staff/accounts${query}`);
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
        <Labelled
          id="q"
          label={words.staffAccount.searchLabel}
          control={(described) => (
            <input
              {...described}
              type="search"
              minLength={2}
              value={typed}
              onInput={(event) => setTyped(event.currentTarget.value)}
            />
          )}
        />
        <p>
          <button>{words.action.search}</button>
        </p>
      </form>
      <Listed list={list} none={words.staffAccount.none}>
        {(items) => <Found rows={items} />}
      </Listed>
    </>
  );
}

function Found({ rows }: { rows: readonly FoundAccount[] }) {
  const { words } = useSpeech();
  return (
    <Table
      isNamedAbove
      caption={words.staffAccount.searchTitle}
      rows={rows}
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
  );
}
