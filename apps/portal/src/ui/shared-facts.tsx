import type { SharedData } from '@harmonization/domain/shared-data';
import { fieldName } from '../form/field-names';
import { inFieldOrder } from '../form/field-order';
import { useSpeech } from '../words/language';
import { Fact, Facts } from './facts';
import { Value } from './value';

/** The shared data of an account, field by field, in the reader's language. */
export function SharedFacts({ shared }: { shared: SharedData }) {
  const { words } = useSpeech();
  const { securityProfile, identifiers, ...rest } = shared;
  return (
    <>
      <FieldFacts values={{ ...rest, ...identifiers }} />
      <SecurityAnswers title={words.account.security} profile={securityProfile} />
    </>
  );
}

/** What was answered, in the order and under the questions of the form. */
export function FieldFacts({ values }: { values: object }) {
  const { words } = useSpeech();
  return (
    <Facts>
      {inFieldOrder(values).map(([name, value]) => (
        <Fact key={name} name={fieldName(`/${name}`, words)}>
          <Value value={value} field={name} />
        </Fact>
      ))}
    </Facts>
  );
}

interface AnswersProps {
  readonly title: string;
  readonly profile: SharedData['securityProfile'];
}

/** The answers to the criteria, folded: there are many. */
export const SecurityAnswers = ({ title, profile }: AnswersProps) => (
  <details>
    <summary>
      {title} ({profile.length})
    </summary>
    <Facts>
      {profile.map(({ criterion, answer }) => (
        <Fact key={criterion} name={criterion}>
          {answer}
        </Fact>
      ))}
    </Facts>
  </details>
);
