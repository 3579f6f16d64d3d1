import type { ListedAccount, Page } from '../../api/types';
import { useAction, useData } from '../../api/use-api';
import { useCreation } from '../../api/use-creation';
import { usePerson } from '../../frame/face';
import { Loading } from '../../ui/loading';
import { ProblemPanel } from '../../ui/problem-panel';
import { StatementForm } from '../../ui/statement-form';
import { Table } from '../../ui/table';
import { Tag } from '../../ui/tag';
import { useSpeech } from '../../words/language';
import { ReviewList, type AnnualReview } from '../../ui/annual-reviews';
import { AccountFrame } from './account-frame';

interface Duty {
  readonly duty: string;
  readonly dueOn: string;
  readonly owedBy: string;
  readonly subject: string;
  readonly overdue: boolean;
}

/** What is due of the account and when, and the yearly review of its security profile where the program asks for one. */
export const DutiesPage = ({ number }: { number: string }) => (
  <AccountFrame number={number} section="duties">
    {(account) => <Due account={account} />}
  </AccountFrame>
);

function Due({ account }: { account: ListedAccount }) {
  const { words } = useSpeech();
  const path = `/v1/accounts/${account.accountNumber}`;
  const duties = useData<Page<Duty>>(`${path}/duties`);
  const { data, isLoading, error, reload } = duties;
  if (isLoading) return <Loading />;
  const { duties: text } = words.carrier;
  const items = data?.items ?? [];
  const asks = (duty: string): boolean => items.some((each) => each.duty === duty);
  return (
    <>
      <ProblemPanel error={error} onRetry={reload} />
      {data && items.length === 0 && <p>{text.none}</p>}
      {items.length > 0 && <DutyTable rows={items} />}
      {asks('ANNUAL_SIGN_IN') && <p>{text.signIn}</p>}
      <YearlyReview path={path} isAsked={asks('ANNUAL_REVIEW')} onDone={reload} />
    </>
  );
}

function DutyTable({ rows }: { rows: readonly Duty[] }) {
  const { words, date } = useSpeech();
  const { due, carrier } = words;
  return (
    <Table
      caption={carrier.duties.title}
      rows={rows}
      keyOf={({ duty, subject }) => `${duty} ${subject}`}
      columns={[
        { name: due.duty, cell: ({ duty }) => due.duties[duty] ?? duty },
        {
          name: due.dueOn,
          cell: ({ dueOn, overdue }) => (
            <>
              {date(dueOn)} {overdue && <Tag tone="bad">{due.overdue}</Tag>}
            </>
          ),
        },
        { name: due.owedBy, cell: ({ owedBy }) => carrier.duties.owers[owedBy] ?? owedBy },
      ]}
    />
  );
}

interface ReviewProps {
  readonly path: string;
  readonly isAsked: boolean;
  readonly onDone: () => void;
}

/** ANN-1: an officer of the company confirms the answers as they stand; who must change them does so first, where the account is managed. */
function YearlyReview({ path, isAsked, onDone }: ReviewProps) {
  const { words } = useSpeech();
  const reviewsPath = `${path}/annual-reviews`;
  const { data, error, reload } = useData<Page<AnnualReview>>(reviewsPath);
  const reviews = data?.items ?? [];
  const isOpen = reviews.some(({ state }) => state === 'SUBMITTED');
  const done = (): void => {
    reload();
    onDone();
  };
  if (!isAsked && reviews.length === 0) return null;
  return (
    <section>
      <h2>{words.reviews.title}</h2>
      <ProblemPanel error={error} onRetry={reload} />
      {isOpen && <p>{words.carrier.duties.waiting}</p>}
      {isAsked && !isOpen && <Confirming path={reviewsPath} onDone={done} />}
      <ReviewList rows={reviews} />
    </section>
  );
}

function Confirming({ path, onDone }: { path: string; onDone: () => void }) {
  const { words } = useSpeech();
  const isOfficer = usePerson().roles.includes('CARRIER_OFFICER');
  const send = useCreation(path);
  const submit = useAction(async (statement: string) => {
    await send({ statement });
    onDone();
  });
  const { duties } = words.carrier;
  if (!isOfficer) return <p>{duties.officerOnly}</p>;
  return (
    <>
      <p>{duties.reviewLead}</p>
      <StatementForm
        id="annual-review"
        label={duties.statement}
        hint={duties.statementHint}
        button={duties.submit}
        done={duties.submitted}
        doing={submit}
      />
    </>
  );
}
