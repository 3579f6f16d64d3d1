import type { ApplicationForm } from '@harmonization/domain/application-form';
import { Fact, Facts } from '../../ui/facts';
import { Value } from '../../ui/value';
import type { Words } from '../../words/en';
import { useSpeech } from '../../words/language';
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
              .map(({ pointer, value }) => (
                <Fact key={pointer} name={nameOf(pointer, words.apply)}>
                  <Value value={value} />
                </Fact>
              ))}
          </Facts>
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

/** The answers as lines; the records of a list stay together. */
function leavesOf(value: unknown, pointer = ''): Leaf[] {
  const depth = pointer.split('/').length - 1;
  if (typeof value !== 'object' || value === null || depth >= 3) return [{ pointer, value }];
  return Object.entries(value).flatMap(([name, inner]) => leavesOf(inner, `${pointer}/${name}`));
}

/** Where a question's words are called otherwise than its field. */
const ALIASES: Readonly<Record<string, string>> = {
  crossBorderTrips12Months: 'trips12',
  crossBorderTrips90Days: 'trips90',
  mergerOrRelocationWithin12Months: 'merger',
  hostObjection: 'objection',
};

function nameOf(pointer: string, words: Words['apply']): string {
  const [list = '', last = ''] = pointer.split('/').slice(-2);
  if (/^\d+$/.test(last)) {
    const number = Number(last) + 1;
    if (list === 'addresses') return words.address(number);
    return list === 'contacts' ? words.contact(number) : String(number);
  }
  const text = (words as unknown as Record<string, unknown>)[ALIASES[last] ?? last];
  return typeof text === 'string' ? text : last;
}
