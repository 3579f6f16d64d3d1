import type { ComponentChildren } from 'preact';
import type { ListedAccount, Page } from '../../api/types';
import { useData } from '../../api/use-api';
import { Places } from '../../frame/places';
import { Loading } from '../../ui/loading';
import { ProblemPanel } from '../../ui/problem-panel';
import { Title } from '../../ui/title';
import type { Words } from '../../words/en';
import { useSpeech } from '../../words/language';

type Section = keyof Words['carrier']['sections'];

const EVERYWHERE: readonly Section[] = [
  'documents',
  'validations',
  'duties',
  'standing',
  'consents',
  'people',
  'drafts',
  'proof',
  'library',
];

/** VIEW-1: where the other program hosts the account, a response is answered here only while this program asks for one. */
function useSections({ recordRole, accountNumber }: ListedAccount): readonly Section[] {
  const isClient = recordRole === 'CLIENT';
  const asked = useData<unknown>(isClient ? `/v1/accounts/${accountNumber}/validations` : undefined);
  return isClient && !asked.data ? EVERYWHERE.filter((section) => section !== 'validations') : EVERYWHERE;
}

/** The account of a page, as the list of its carrier has it: also where the other program hosts it. */
export function useListedAccount(number: string) {
  const accounts = useData<Page<ListedAccount>>('/v1/accounts');
  const account = accounts.data?.items.find(({ accountNumber }) => accountNumber === number);
  return { ...accounts, account };
}

/** The way between the pages of one account. */
export function AccountMenu({ account }: { account: ListedAccount }) {
  const { words } = useSpeech();
  const sections = useSections(account);
  const home = `/portal/accounts/${account.accountNumber}`;
  const places: [string, string][] = [
    [home, words.carrier.overview],
    ...sections.map((section): [string, string] => [`${home}/${section}`, words.carrier.sections[section]]),
  ];
  return <Places label={words.carrier.menu} class="pages-of" places={places} />;
}

interface FrameProps {
  readonly number: string;
  readonly section: Section;
  readonly children: (account: ListedAccount) => ComponentChildren;
}

/** What stands around every page of an account but its first: title, number, and the way to the others. */
export function AccountFrame({ number, section, children }: FrameProps) {
  const { words } = useSpeech();
  const { account, isLoading, error, reload } = useListedAccount(number);
  if (isLoading) return <Loading />;
  return (
    <>
      <p class="small muted">{words.account.title(number)}</p>
      <Title>{words.carrier.sections[section]}</Title>
      <ProblemPanel error={error} onRetry={reload} />
      {account && (
        <>
          <AccountMenu account={account} />
          {children(account)}
        </>
      )}
      {!account && !error && <p>{words.frame.notFoundText}</p>}
    </>
  );
}
