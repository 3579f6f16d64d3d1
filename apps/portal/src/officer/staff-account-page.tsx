import { useState } from 'preact/hooks';
import type { Account } from '../api/types';
import { useAction, useApi, useData } from '../api/use-api';
import { programName, toneOf } from '../carrier/names';
import { Fact, Facts } from '../ui/facts';
import { Loading } from '../ui/loading';
import { ProblemPanel } from '../ui/problem-panel';
import { Tag } from '../ui/tag';
import { Title } from '../ui/title';
import { Value } from '../ui/value';
import { useSpeech } from '../words/language';
import { ValidationsSection } from './validations-section';

/** An account as its program's officers see it: status and history, what is shared, validations, and the other country's facts. */
export function StaffAccountPage({ number }: { number: string }) {
  const { words, date } = useSpeech();
  const { data, isLoading, error, reload } = useData<Account>(`/v1/staff/accounts/${number}`, 15_000);
  if (isLoading) return <Loading />;
  if (!data) return <ProblemPanel error={error} onRetry={reload} />;
  const { shared } = data;
  return (
    <>
      <Title>{words.account.title(number)}</Title>
      <p class="lead">{shared.legalName}</p>
      <BothSides account={data} />
      <ChangeStatus number={number} onDone={reload} />
      <ValidationsSection number={number} validatesHere={data.recordRole !== 'CLIENT'} />
      <h2>{words.account.data}</h2>
      <Facts>
        {Object.entries({ ...shared, ...shared.identifiers })
          .filter(([name]) => !['identifiers', 'securityProfile'].includes(name))
          .map(([name, value]) => (
            <Fact key={name} name={name}>
              <Value value={value} />
            </Fact>
          ))}
      </Facts>
      <h2>{words.account.history}</h2>
      <ol class="timeline">
        {[...data.history].reverse().map(({ status, on, reasonCode }, index) => (
          <li key={index}>
            <span class="small muted">{date(on)}</span>
            <br />
            {words.account.statuses[status] ?? status} {reasonCode && `(${reasonCode})`}
          </li>
        ))}
      </ol>
    </>
  );
}

function BothSides({ account }: { account: Account }) {
  const { words, date } = useSpeech();
  const { program, accountNumber, status, wireStatus, dates, peer, host, recordRole } = account;
  return (
    <section>
      <h2>{words.staffAccount.bothSides}</h2>
      <div class="cards">
        <div class="card">
          <h3>
            {programName(words, program)} <span class="small muted">({words.role[recordRole]})</span>
          </h3>
          <p>
            {accountNumber} <Tag tone={toneOf(wireStatus)}>{words.account.statuses[status] ?? status}</Tag>
          </p>
          <Facts>
            <Fact name={words.account.managedBy}>{programName(words, host)}</Fact>
            {Object.entries(dates).map(([name, { on, source }]) => (
              <Fact key={name} name={words.account.dateNames[name] ?? name}>
                {date(on)} <span class="small muted">{source}</span>
              </Fact>
            ))}
          </Facts>
        </div>
        {peer && (
          <div class="card">
            <h3>{programName(words, peer.program)}</h3>
            <p>
              {peer.accountNumber}{' '}
              <Tag tone={toneOf(peer.wireStatus)}>{words.account.statuses[peer.wireStatus] ?? peer.wireStatus}</Tag>
            </p>
            <Facts>
              <Fact name={words.account.statusSince}>{date(peer.statusSince)}</Fact>
            </Facts>
          </div>
        )}
      </div>
    </section>
  );
}

function ChangeStatus({ number, onDone }: { number: string; onDone: () => void }) {
  const { words } = useSpeech();
  const api = useApi();
  const [to, setTo] = useState('');
  const [reasonCode, setReasonCode] = useState('');
  const change = useAction(async () => {
    await api.post(`/v1/staff/accounts/${number}/status`, { to, ...(reasonCode ? { reasonCode } : {}) });
    onDone();
  });
  return (
    <details>
      <summary>{words.staffAccount.setStatus}</summary>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void change.run();
        }}
      >
        <div class="field">
          <label for="to">{words.staffAccount.to}</label>
          <select id="to" required value={to} onChange={(event) => setTo(event.currentTarget.value)}>
            <option value="">{words.field.choose}</option>
            <option value="PRIOR">{words.staffAccount.toPrior}</option>
            {Object.entries(words.account.statuses).map(([code, name]) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </select>
        </div>
        <div class="field">
          <label for="reason-code">{words.field.reasonCode}</label>
          <input
            id="reason-code"
            value={reasonCode}
            onInput={(event) => setReasonCode(event.currentTarget.value.toUpperCase())}
          />
        </div>
        <ProblemPanel error={change.error} />
        <button disabled={change.isBusy}>{words.action.confirm}</button>
      </form>
    </details>
  );
}
