import type { ApplicationForm } from '@harmonization/domain/application-form';
import type { SecurityAnswer } from '@harmonization/domain/shared-data';
import { byPlace } from '../../form/field-order';
import { fieldName } from '../../form/field-names';
import { Fact, Facts } from '../../ui/facts';
import { Value } from '../../ui/value';
import type { Words } from '../../words/en';
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
              .map(answerOf)
              .map(({ pointer, value, name, field }) => (
                <Fact key={pointer} name={name ?? answerName(pointer, words)}>
                  <Value value={value} field={field} />
                </Fact>
              ))}
          </Facts>
          {step.name === 'security' && <EvidenceGiven />}
          <p class="on-screen">
            <a href={`/portal/apply/${id}?step=${step.name}`}>
              {words.action.change} <span class="muted">({words.apply.steps[step.name]})</span>
            </a>
          </p>
        </section>
      ))}
    </>
  );
}

/** What an answer is to: the question, or that it is a consent. */
const answerName = (pointer: string, words: Words): string =>
  pointer.startsWith('/consents/') ? words.apply.steps.consent : fieldName(pointer, words);

interface Leaf {
  readonly pointer: string;
  readonly value: unknown;
}

const lastOf = ({ pointer }: Pick<Leaf, 'pointer'>): string => pointer.split('/').at(-1) ?? '';

/** A consent is one line: what was agreed to. Its version and language are the service’s business. */
const isConsent = (pointer: string, value: unknown): value is { readonly scope: string } =>
  /^\/consents\/\d+$/.test(pointer) && typeof value === 'object' && value !== null;

/** An answer on security is named by its criterion and reads as it was written. */
function answerOf({ pointer, value }: Leaf): Leaf & { readonly name?: string; readonly field: string } {
  const field = lastOf({ pointer });
  if (pointer.startsWith('/consents/')) return { pointer, value, field: 'scope' };
  if (!pointer.startsWith('/common/securityProfile/')) return { pointer, value, field };
  const { criterion, answer } = value as SecurityAnswer;
  return { pointer, value: answer, name: criterion, field };
}

/** The answers as lines; the records of a list stay together. */
function leavesOf(value: unknown, pointer = ''): Leaf[] {
  if (isConsent(pointer, value)) return [{ pointer, value: value.scope }];
  const depth = pointer.split('/').length - 1;
  if (typeof value !== 'object' || value === null || depth >= 3) return [{ pointer, value }];
  return Object.entries(value).flatMap(([name, inner]) => leavesOf(inner, `${pointer}/${name}`));
}
