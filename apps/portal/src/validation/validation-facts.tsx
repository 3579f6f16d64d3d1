import type { Validation } from '../api/validation';
import { Fact, Facts } from '../ui/facts';
import { useSpeech } from '../words/language';

/** What is known of a validation, for its carrier and for officers of both programs: dates, report, what was asked and answered. */
export function ValidationFacts({ validation: { facts, recognition } }: { validation: Validation }) {
  const { words, date, colon } = useSpeech();
  const { findings = [], requiredActions = [], responses = [], answers = [], summary } = facts;
  const names = words.validation.facts;
  const written = ({ on, text }: { on: string; text: string }): string => `${date(on)}${colon}${text}`;
  return (
    <Facts>
      {DATES.filter((name) => facts[name]).map((name) => (
        <Fact key={name} name={names[name]}>
          {date(facts[name])}
        </Fact>
      ))}
      {summary && <Fact name={names.summary}>{summary}</Fact>}
      <Lines
        name={names.findings}
        lines={findings.map(({ text, criterion }) => (criterion ? `${criterion}${colon}${text}` : text))}
      />
      <Lines name={names.requiredActions} lines={requiredActions} />
      <Lines name={names.responses} lines={responses.map(written)} />
      <Lines name={names.answers} lines={answers.map(written)} />
      {recognition && (
        <Fact name={names.recognition}>
          {words.validation.recognitions[recognition.outcome] ?? recognition.outcome} ({date(recognition.on)})
        </Fact>
      )}
    </Facts>
  );
}

const DATES = [
  'plannedOn',
  'noticeOn',
  'waivedOn',
  'visitOn',
  'visitEndsOn',
  'reportOn',
  'responseDueOn',
  'outcomeOn',
  'validUntil',
] as const;

function Lines({ name, lines }: { name: string; lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <Fact name={name}>
      <ul>
        {lines.map((line, index) => (
          <li key={index}>{line}</li>
        ))}
      </ul>
    </Fact>
  );
}
