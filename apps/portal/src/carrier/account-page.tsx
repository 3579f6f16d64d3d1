import { SHARED_FIELD_LABELS } from '@harmonization/domain/field-ownership/shared-fields';
import { useAction, useApi, useData } from '../api/use-api';
import type { Account, ListedAccount } from '../api/types';
import { useFace } from '../frame/face';
import { useState } from 'preact/hooks';
import { Fact, Facts } from '../ui/facts';
import { Loading } from '../ui/loading';
import { Notice } from '../ui/notice';
import { ProblemPanel } from '../ui/problem-panel';
import { Tag } from '../ui/tag';
import { Title } from '../ui/title';
import { Value } from '../ui/value';
import { useSpeech } from '../words/language';
import { AccountMenu, sectionsOf, useListedAccount } from './account/account-frame';
import { programName, toneOf } from './names';

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
      {account?.warnings?.map(({ code, text }) => (
        <Warning key={code} text={text} />
      ))}
      {account?.recordRole === 'CLIENT' && <HostedElsewhere account={account} />}
      {account?.recordRole !== 'CLIENT' && !error && <OwnAccount number={number} />}
    </>
  );
}

const Warning = ({ text }: { text: { en: string; fr: string } }) => (
  <Notice kind="warning">{useSpeech().of(text)}</Notice>
);

/** What is left of an account here where the other program hosts it: its standing, the limited views, and the way to the host. */
function HostedElsewhere({ account }: { account: ListedAccount }) {
  const { words } = useSpeech();
  const { status, wireStatus, host, hostUrl, accountNumber, linkId } = account;
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
          <Tag tone={toneOf(wireStatus)}>{words.account.statuses[status] ?? status}</Tag>
        </Fact>
        <Fact name={words.account.managedBy}>🔒 {name}</Fact>
      </Facts>
      <ul>
        {sectionsOf(account).map((section) => (
          <li key={section}>
            <a href={`/portal/accounts/${accountNumber}/${section}`}>{words.carrier.sections[section]}</a>
          </li>
        ))}
      </ul>
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
      <SharedFacts account={account} />
      <History account={account} />
    </>
  );
}

function Standing({ account }: { account: Account }) {
  const { words, date } = useSpeech();
  const { status, wireStatus, history, host, recordRole, dates, peer } = account;
  return (
    <Facts>
      <Fact name={words.account.status}>
        <Tag tone={toneOf(wireStatus)}>{words.account.statuses[status] ?? status}</Tag>{' '}
        {words.account.statusSince} {date(history.at(-1)?.on)}
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
          {peer.accountNumber}:{' '}
          <Tag tone={toneOf(peer.wireStatus)}>{words.account.statuses[peer.wireStatus] ?? peer.wireStatus}</Tag>
        </Fact>
      )}
    </Facts>
  );
}

function SharedFacts({ account: { shared, editable, host } }: { account: Account }) {
  const { words, of } = useSpeech();
  const { securityProfile, identifiers, ...rest } = shared;
  const labels = SHARED_FIELD_LABELS as Readonly<Record<string, { en: string; fr: string } | undefined>>;
  const rows: [string, unknown][] = [
    ...Object.entries(rest),
    ...Object.entries(identifiers).map(
      ([name, value]) => [`identifiers.${name}`, value] as [string, unknown],
    ),
  ];
  return (
    <section>
      <h2>
        {words.account.data}{' '}
        {!editable && <span class="small muted">🔒 {words.field.hostOwns(programName(words, host))}</span>}
      </h2>
      <Facts>
        {rows.map(([name, value]) => (
          <Fact key={name} name={of(labels[name]) || name}>
            <Value value={value} />
          </Fact>
        ))}
      </Facts>
      <details>
        <summary>
          {words.account.security} ({securityProfile.length})
        </summary>
        <Facts>
          {securityProfile.map(({ criterion, answer }) => (
            <Fact key={criterion} name={criterion}>
              {answer}
            </Fact>
          ))}
        </Facts>
      </details>
    </section>
  );
}

function History({ account }: { account: Account }) {
  const { words, date } = useSpeech();
  return (
    <section>
      <h2>{words.account.history}</h2>
      <ol class="timeline">
        {[...account.history].reverse().map(({ status, on, reasonCode }, index) => (
          <li key={index}>
            <span class="small muted">{date(on)}</span>
            <br />
            {words.account.statuses[status] ?? status} {reasonCode && `(${reasonCode})`}
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
