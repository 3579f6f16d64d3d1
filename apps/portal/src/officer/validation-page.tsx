import { useData } from '../api/use-api';
import { programName } from '../carrier/names';
import { Fact, Facts } from '../ui/facts';
import { Loading } from '../ui/loading';
import { ProblemPanel } from '../ui/problem-panel';
import { Title } from '../ui/title';
import { ValidationFacts } from '../validation/validation-facts';
import { useSpeech } from '../words/language';
import { useReasons } from './reasons';
import type { ListedValidation } from './types';
import { ValidationSteps } from './validation-steps';

/** One validation: how far it is, what was found and answered, and what can be done about it now. */
export function ValidationPage({ id }: { id: string }) {
  const { words, date } = useSpeech();
  const path = `/v1/staff/validations/${id}`;
  const { data, isLoading, error, reload } = useData<ListedValidation>(path, 10_000);
  if (isLoading) return <Loading />;
  if (!data) return <ProblemPanel error={error} onRetry={reload} />;
  const { clientResponse } = data;
  return (
    <>
      <Title>{words.check.title(data.legalName)}</Title>
      <Standing row={data} />
      <ValidationFacts validation={data} />
      {clientResponse && (
        <section>
          <h2>{words.check.clientQuestion}</h2>
          <p>{clientResponse.question}</p>
          <ul>
            {clientResponse.responses.map(({ on, text }, index) => (
              <li key={index}>
                {date(on)} – {text}
              </li>
            ))}
          </ul>
        </section>
      )}
      <h2>{words.check.steps}</h2>
      <ValidationSteps row={data} onDone={reload} />
    </>
  );
}

function Standing({ row }: { row: ListedValidation }) {
  const { words } = useSpeech();
  const reasons = useReasons();
  const { facts, recognition } = row;
  const declineReasons: Readonly<Record<string, string>> = words.validation.declineReasons;
  return (
    <Facts>
      <Fact name={words.check.account}>
        <a href={`/portal/accounts/${row.accountNumber}`}>{row.accountNumber}</a>
      </Fact>
      <Fact name={words.check.performer}>{programName(words, row.performer)}</Fact>
      <Fact name={words.validation.kind}>{words.validation.kinds[row.kind] ?? row.kind}</Fact>
      <Fact name={words.review.state}>{words.validation.states[row.state] ?? row.state}</Fact>
      {facts.causeCode && <Fact name={words.check.cause}>{reasons.nameOf(facts.causeCode)}</Fact>}
      {facts.cancelReason && <Fact name={words.check.cancelReason}>{facts.cancelReason}</Fact>}
      {recognition?.reasonCode && (
        <Fact name={words.check.recognition}>
          {declineReasons[recognition.reasonCode] ?? recognition.reasonCode}
        </Fact>
      )}
      {row.state === 'PASSED' && !recognition && (
        <Fact name={words.check.recognition}>{words.check.notRecognized}</Fact>
      )}
    </Facts>
  );
}
