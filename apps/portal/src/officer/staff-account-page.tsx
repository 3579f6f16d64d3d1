import type { Account } from '../api/types';
import { useData } from '../api/use-api';
import { programName } from '../carrier/names';
import { StatusTag } from '../carrier/status-tag';
import { fieldName } from '../form/field-names';
import { Fact, Facts } from '../ui/facts';
import { Loading } from '../ui/loading';
import { ProblemPanel } from '../ui/problem-panel';
import { SharedFacts } from '../ui/shared-facts';
import { Title } from '../ui/title';
import { useSpeech } from '../words/language';
import { AccountStanding } from './account-standing';
import { AnnualReviews } from './annual-reviews';
import { AccountValidations } from './account-validations';

/** An account as its program's officers see it: its standing and what may follow, validations, data, and the other country's facts. */
export function StaffAccountPage({ number }: { number: string }) {
  const { words } = useSpeech();
  const { data, isLoading, error, reload } = useData<Account>(`/v1/staff/accounts/${number}`, 15_000);
  if (isLoading) return <Loading />;
  if (!data) return <ProblemPanel error={error} onRetry={reload} />;
  return (
    <>
      <Title>{words.account.title(number)}</Title>
      <p class="lead">{data.shared.legalName}</p>
      <BothSides account={data} />
      <AccountStanding number={number} onDone={reload} />
      <AccountValidations account={data} />
      <AnnualReviews number={number} onDone={reload} />
      <Verifications account={data} />
      <h2>{words.account.data}</h2>
      <SharedFacts shared={data.shared} />
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
            {accountNumber} <StatusTag status={status} wireStatus={wireStatus} />
          </p>
          <Facts>
            <Fact name={words.account.managedBy}>{programName(words, host)}</Fact>
            {Object.entries(dates).map(([name, { on }]) => (
              <Fact key={name} name={words.account.dateNames[name] ?? name}>
                {date(on)}
              </Fact>
            ))}
          </Facts>
        </div>
        {peer && (
          <div class="card">
            <h3>
              {programName(words, peer.program)} <PeerRole recordRole={recordRole} />
            </h3>
            <p>
              {peer.accountNumber} <StatusTag status={peer.wireStatus} wireStatus={peer.wireStatus} />
            </p>
            <Facts>
              <Fact name={words.both.factNames.statusSince ?? ''}>{date(peer.statusSince)}</Fact>
            </Facts>
          </div>
        )}
      </div>
      <p>
        <a href={`/portal/accounts/${accountNumber}/both`}>{words.staffAccount.seeBoth}</a>
      </p>
    </section>
  );
}

/** The other account has the other part of the link. */
function PeerRole({ recordRole }: Pick<Account, 'recordRole'>) {
  const { words } = useSpeech();
  if (recordRole === 'STANDALONE') return null;
  return <span class="small muted">({words.role[recordRole === 'HOST' ? 'CLIENT' : 'HOST']})</span>;
}

function Verifications({ account: { verifications } }: { account: Account }) {
  const { words, date } = useSpeech();
  const { verificationOutcomes, verifications: title } = words.staffAccount;
  const checked = Object.entries(verifications);
  if (checked.length === 0) return null;
  return (
    <section>
      <h2>{title}</h2>
      <Facts>
        {checked.map(([subject, { outcome, on }]) => (
          <Fact
            key={subject}
            name={subject === 'headquarters' ? words.review.headquarters : fieldName(`/${subject}`, words)}
          >
            {verificationOutcomes[outcome] ?? outcome}, {date(on)}
          </Fact>
        ))}
      </Facts>
    </section>
  );
}
