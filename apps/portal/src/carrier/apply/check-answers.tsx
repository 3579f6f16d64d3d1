import type { ApplicationForm } from '@harmonization/domain/application-form';
import { byPlace } from '../../form/field-order';
import { fieldName } from '../../form/field-names';
import { Fact, Facts } from '../../ui/facts';
import { Value } from '../../ui/value';
import { useSpeech } from '../../words/language';
import { EvidenceGiven } from './evidence';
import type { Step } from './steps';

interface Answers {
  readonly id: string;
  readonly form: Partial<ApplicationForm>;
  readonly steps: readonly Step[];
}

/** All answers, step by step, each with its way back. */
export function CheckAnswers({ id, form, steps }: Answers) {
  const { words } = useSpeech();
  const leaves = leavesOf(form);
  return (
    <>
      {steps.map((step) => (
        <section key={step.name} class="card">
          <h2>{words.apply.steps[step.name]}</h2>
          <Facts>
            {leaves
              .filter(({ pointer }) => step.has(pointer))
              .sort((one, other) => byPlace(lastOf(one), lastOf(other)))
              .map(({ pointer, value }) => (
                <Fact key={pointer} name={fieldName(pointer, words)}>
                  <Value value={value} field={lastOf({ pointer })} />
                </Fact>
              ))}
          </Facts>
          {step.name === 'security' && <EvidenceGiven />}
          <p>
            <a href={`/portal/apply/${id}?step=${step.name}`}>
              {words.action.change} <span class="muted">({words.apply.steps[step.name]})</span>
            </a>
          </p>
        </section>
      ))}
    </>
  );
}

interface Leaf {
  readonly pointer: string;
  readonly value: unknown;
}

const lastOf = ({ pointer }: Pick<Leaf, 'pointer'>): string => pointer.split('/').at(-1) ?? '';

/** The answers as lines; the records of a list stay together. */
function leavesOf(value: unknown, pointer = ''): Leaf[] {
  const depth = pointer.split('/').length - 1;
  if (typeof value !== 'object' || value === null || depth >= 3) return [{ pointer, value }];
  return Object.entries(value).flatMap(([name, inner]) => leavesOf(inner, `${pointer}/${name}`));
}
