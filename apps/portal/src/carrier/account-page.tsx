import { useAction, useApi, useData } from '../api/use-api';
import type { Account, ListedAccount } from '../api/types';
import { useFace, usePerson } from '../frame/face';
import { useState } from 'preact/hooks';
import { Fact, Facts } from '../ui/facts';
import { Loading } from '../ui/loading';
import { Notice } from '../ui/notice';
import { ProblemPanel } from '../ui/problem-panel';
import { Lock } from '../ui/lock';
import { SharedFacts } from '../ui/shared-facts';
import { Title } from '../ui/title';
import { useSpeech } from '../words/language';
import { AccountMenu, useListedAccount } from './account/account-frame';
import { programName } from './names';
import { StatusTag } from './status-tag';

/** One account: status and dates of this program, what both programs share, and the other side's facts. */
export function AccountPage({ number }: { number: string }) {
  const { words } = useSpeech();
  const { account, isLoading, error, reload } = useListedAccount(number);
  if (isLoading) return <Loading />;
  return (
    <>
      <Title>{words.account.title(number)}</Title>
      <ProblemPanel error={error} onRetry={reload} />
      {account && <AccountMenu account={account} />}
      <Warnings of={account} />
      {account?.recordRole === 'CLIENT' && <HostedElsewhere account={account} />}
      {account?.recordRole !== 'CLIENT' && !error && <OwnAccount number={number} />}
      <OwnData account={account} />
    </>
  );
}

function Warnings({ of: account }: { of?: ListedAccount }) {
  const { of } = useSpeech();
  return (
    <>
      {account?.warnings?.map(({ code, text }) => (
        <Notice key={code} kind="warning">
          {of(text)}
        </Notice>
      ))}
    </>
  );
}

/** What is left of an account here where the other program hosts it: its standing, the limited views, and the way to the host. */
function HostedElsewhere({ account }: { account: ListedAccount }) {
  const { words } = useSpeech();
  const { status, wireStatus, host, hostUrl, linkId } = account;
  const name = programName(words, host);
  return (
    <>
      <Notice kind="info">
        <p>{words.account.hostedElsewhere(name)}</p>
        {hostUrl && (
          <p>
            <a href={`${hostUrl}/portal/`} data-native>
              {words.carrier.goToHost(name)}
            </a>
          </p>
        )}
      </Notice>
      <Facts>
        <Fact name={words.account.status}>
          <StatusTag status={status} wireStatus={wireStatus} />
        </Fact>
        <Fact name={words.account.managedBy}>
          <Lock host={name} />
        </Fact>
      </Facts>
      {linkId && (
        <p>
          <a href={`/portal/links/${linkId}`}>{words.application.seeLink}</a>
        </p>
      )}
    </>
  );
}

function OwnAccount({ number }: { number: string }) {
  const { words } = useSpeech();
  const { data: account, isLoading, error, reload } = useData<Account>(`/v1/accounts/${number}`, 15_000);
  if (isLoading) return <Loading />;
  if (!account) return <ProblemPanel error={error} onRetry={reload} />;
  return (
    <>
      <Standing account={account} />
      <p class="actions">
        {account.editable && (
          <a class="button" href={`/portal/accounts/${number}/edit`}>
            {words.account.edit}
          </a>
        )}
        {account.linkId && <a href={`/portal/links/${account.linkId}`}>{words.application.seeLink}</a>}
      </p>
      {!account.linkId && <OneTimeCode number={number} />}
      <Company account={account} />
      <History account={account} />
    </>
  );
}

function Standing({ account }: { account: Account }) {
  const { words, date, colon } = useSpeech();
  const { status, wireStatus, history, host, recordRole, dates, peer } = account;
  return (
    <Facts>
      <Fact name={words.account.status}>
        <StatusTag status={status} wireStatus={wireStatus} /> {words.account.statusSince}{' '}
        {date(history.at(-1)?.on)}
      </Fact>
      <Fact name={words.account.managedBy}>
        {programName(words, host)} <span class="muted">({words.role[recordRole]})</span>
      </Fact>
      {Object.entries(dates).map(([name, { on }]) => (
        <Fact key={name} name={words.account.dateNames[name] ?? name}>
          {date(on)}
        </Fact>
      ))}
      {peer && (
        <Fact name={words.account.otherSide(programName(words, peer.program))}>
          {peer.accountNumber}
          {colon}
          <StatusTag status={peer.wireStatus} wireStatus={peer.wireStatus} />
        </Fact>
      )}
    </Facts>
  );
}

function Company({ account: { shared, editable, host } }: { account: Account }) {
  const { words } = useSpeech();
  return (
    <section>
      <h2>
        {words.account.data} {!editable && <Lock host={programName(words, host)} />}
      </h2>
      <SharedFacts shared={shared} />
    </section>
  );
}

function History({ account }: { account: Account }) {
  const { words, of, date } = useSpeech();
  return (
    <section>
      <h2>{words.account.history}</h2>
      <ol class="timeline">
        {[...account.history].reverse().map(({ status, on, reason }, index) => (
          <li key={index}>
            <span class="small muted">{date(on)}</span>
            <br />
            {words.account.statuses[status] ?? status} {reason && `(${of(reason)})`}
          </li>
        ))}
      </ol>
    </section>
  );
}

/** A code is shown once, here: who leaves the page asks for another. */
function OneTimeCode({ number }: { number: string }) {
  const { words, time } = useSpeech();
  const face = useFace();
  const api = useApi();
  const [issued, setIssued] = useState<{ code: string; expiresAt: string }>();
  const issue = useAction(async () => setIssued(await api.post(`/v1/accounts/${number}/link-codes`)));
  return (
    <section>
      <h2>{words.account.codeTitle}</h2>
      <ProblemPanel error={issue.error} />
      {issued && (
        <Notice kind="success">
          <p class="lead">
            <strong>{issued.code}</strong>
          </p>
          <p>{words.account.codeText(programName(words, face.peer.code))}</p>
          <p class="small">{time(issued.expiresAt)}</p>
        </Notice>
      )}
      <button type="button" class="second" disabled={issue.isBusy} onClick={() => void issue.run()}>
        {words.account.getCode}
      </button>
    </section>
  );
}

/** Everything that this program holds of the account and its carrier may see, as one file; for officers of the company. */
function OwnData({ account }: { account?: ListedAccount }) {
  const { words } = useSpeech();
  const isOfficer = usePerson().roles.includes('CARRIER_OFFICER');
  if (!account || !isOfficer) return null;
  const number = account.accountNumber;
  return (
    <section>
      <h2>{words.carrier.ownData.title}</h2>
      <p>{words.carrier.ownData.lead}</p>
      <p>
        <a href={`/v1/accounts/${number}/export`} data-native download={`account-${number}.json`}>
          {words.carrier.ownData.download}
        </a>
      </p>
    </section>
  );
}
