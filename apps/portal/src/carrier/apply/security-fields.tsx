import { SECURITY_CATEGORIES } from '@harmonization/domain/security-profile/categories';
import { CRITERIA, type Criterion } from '@harmonization/domain/security-profile/criteria';
import type { SecurityAnswer } from '@harmonization/domain/shared-data';
import { idOf, useForm } from '../../form/form-state';
import { valueAt } from '../../form/pointer';
import { Labelled } from '../../form/labelled';
import { useSpeech } from '../../words/language';
import { useEvidenceCount } from './evidence';

const POINTER = '/common/securityProfile';
const categoryOf = (criterion: string): number => Number(criterion.split('.')[0]);

/** The criteria by category, with how many are answered; answered once, read by both programs. */
export function SecurityFields() {
  const { words, of } = useSpeech();
  const { document, findings, set } = useForm();
  const evidence = useEvidenceCount();
  const answers = (valueAt(document, POINTER) as SecurityAnswer[] | undefined) ?? [];
  const find = (criterion: string): SecurityAnswer | undefined =>
    answers.find((each) => each.criterion === criterion);
  const write = (criterion: string, answer: string): void => {
    const others = answers.filter((each) => each.criterion !== criterion);
    const evidence = find(criterion)?.evidence ?? [];
    set(POINTER, answer === '' ? others : [...others, { criterion, answer, evidence }]);
  };
  const faults = findings.filter(({ pointer }) => pointer.startsWith(POINTER));
  return (
    <div id={idOf(POINTER)} tabIndex={-1}>
      <p>{words.apply.securityLead}</p>
      {faults.map(({ pointer, code, expected }) => (
        <p key={`${pointer} ${code}`} class="fault">
          {of(expected)}
        </p>
      ))}
      {SECURITY_CATEGORIES.map(({ number, name }) => {
        const criteria = CRITERIA.filter(({ id }) => categoryOf(id) === number);
        const done = criteria.filter(({ id }) => find(id)).length;
        return (
          <details key={number}>
            <summary>
              {number}. {of(name)} – {words.apply.answered(done, criteria.length)}
              {evidence(number) > 0 && ` · ${words.carrier.evidence.count(evidence(number))}`}
            </summary>
            {criteria.map((criterion) => (
              <Answer
                key={criterion.id}
                criterion={criterion}
                value={find(criterion.id)?.answer ?? ''}
                onChange={write}
              />
            ))}
          </details>
        );
      })}
    </div>
  );
}

interface AnswerProps {
  readonly criterion: Criterion;
  readonly value: string;
  readonly onChange: (criterion: string, answer: string) => void;
}

function Answer({ criterion, value, onChange }: AnswerProps) {
  const { words, of } = useSpeech();
  const level = criterion.level === 'MUST' ? words.apply.must : words.apply.should;
  return (
    <Labelled
      id={`criterion-${criterion.id.replace('.', '-')}`}
      label={`${criterion.id} ${of(criterion.text)}`}
      mark={<span class="small muted">({level})</span>}
      control={(described) => (
        <textarea
          {...described}
          rows={3}
          maxLength={4000}
          value={value}
          onInput={(event) => onChange(criterion.id, event.currentTarget.value)}
        />
      )}
    />
  );
}
