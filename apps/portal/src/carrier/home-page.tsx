import { useData } from '../api/use-api';
import type { ListedAccount, Application, CarrierNotice, Link, Page } from '../api/types';
import { usePerson } from '../frame/face';
import { Loading } from '../ui/loading';
import { ProblemPanel } from '../ui/problem-panel';
import { Title } from '../ui/title';
import { useSpeech } from '../words/language';
import { AskedList } from './asked-list';
import { LinkPicture } from './link-picture';
import { programName } from './names';
import { StatusTag } from './status-tag';

/** What the carrier holds in both programs, who manages it, and what is asked of it next. */
export function HomePage() {
  const { words } = useSpeech();
  const person = usePerson();
  const accounts = useData<Page<ListedAccount>>('/v1/accounts', 15_000);
  const links = useData<Page<Link>>('/v1/links', 15_000);
  const applications = useData<Page<Application>>('/v1/applications', 15_000);
  if (accounts.isLoading || links.isLoading || applications.isLoading) return <Loading />;
  const error = accounts.error ?? links.error ?? applications.error;
  const open = (applications.data?.items ?? []).filter(
    ({ state }) => !['WITHDRAWN', 'SUPERSEDED', 'EXPIRED'].includes(state),
  );
  const live = (links.data?.items ?? []).filter((link) => link.live);
  const own = accounts.data?.items ?? [];
  return (
    <>
      <Title>{words.home.title(person.name ?? person.subject)}</Title>
      <ProblemPanel error={error} onRetry={accounts.reload} />
      <Next applications={open} />
      {live.map((link) => (
        <section key={link.linkId} aria-label={words.link.title}>
          <h2>{words.home.links}</h2>
          <LinkPicture link={link} account={own.find(({ linkId }) => linkId === link.linkId)} />
        </section>
      ))}
      <section>
        <h2>{words.home.accounts}</h2>
        {own.length === 0 && <p>{words.home.nothing}</p>}
        <div class="cards">
          {own.map((account) => (
            <AccountCard key={account.accountNumber} account={account} />
          ))}
        </div>
        <Ways isMember={own.length > 0} isLinked={live.length > 0} />
      </section>
      <Latest />
    </>
  );
}

/** What can be begun here. Who is linked holds both programs already: to apply is then for another company only, and comes last. */
function Ways({ isMember, isLinked }: { isMember: boolean; isLinked: boolean }) {
  const { words } = useSpeech();
  const join = <a href="/portal/join">{words.carrier.join.title}</a>;
  if (isLinked)
    return (
      <p class="actions">
        {join}
        <a href="/portal/apply">{words.home.apply}</a>
      </p>
    );
  return (
    <p class="actions">
      <a class="button" href="/portal/apply">
        {words.home.apply}
      </a>
      {isMember && <a href="/portal/links/new">{words.home.link}</a>}
      {join}
    </p>
  );
}

function Next({ applications }: { applications: readonly Application[] }) {
  const { words } = useSpeech();
  const asking = applications.filter(({ asks, state }) => asks.length > 0 || state === 'DRAFT');
  return (
    <section>
      <h2>{words.home.next}</h2>
      {asking.length === 0 && <p>{words.application.nothingAsked}</p>}
      {asking.map((application) => (
        <AskedList key={application.id} application={application} />
      ))}
    </section>
  );
}

function AccountCard({ account }: { account: ListedAccount }) {
  const { words, colon } = useSpeech();
  const { accountNumber, status, wireStatus, host, program, shared } = account;
  return (
    <article class="card">
      <h3>
        <a href={`/portal/accounts/${accountNumber}`}>{shared?.legalName ?? accountNumber}</a>
      </h3>
      <p>
        {programName(words, program)} {accountNumber}
      </p>
      <p>
        <StatusTag status={status} wireStatus={wireStatus} />
      </p>
      <p class="small muted">
        {words.account.managedBy}
        {colon}
        {programName(words, host)}
      </p>
    </article>
  );
}

function Latest() {
  const { words, of, time } = useSpeech();
  const { data } = useData<Page<CarrierNotice>>('/v1/notices?limit=5');
  if (!data || data.items.length === 0) return null;
  return (
    <section>
      <h2>{words.home.recentNotices}</h2>
      <ul>
        {data.items.slice(0, 5).map((notice) => (
          <li key={notice.id}>
            {of(notice.text)} <span class="small muted">{time(notice.at)}</span>
          </li>
        ))}
      </ul>
      <p>
        <a href="/portal/notices">{words.frame.notices}</a>
      </p>
    </section>
  );
}
