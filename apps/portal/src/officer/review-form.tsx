import type { ApplicationForm } from '@harmonization/domain/application-form';
import { fieldName } from '../form/field-names';
import { inFieldOrder } from '../form/field-order';
import { Fact, Facts } from '../ui/facts';
import { Value } from '../ui/value';
import { useSpeech } from '../words/language';

/** What the carrier filled in, part by part. */
export function ReviewForm({ form }: { form: Partial<ApplicationForm> }) {
  const { words } = useSpeech();
  const { steps } = words.apply;
  const { securityProfile = [], ...common } = form.common ?? {};
  const parts: [string, object | undefined][] = [
    [words.account.data, common],
    [steps.usSupplement, form.usSupplement],
    [steps.canadianSupplement, form.canadianSupplement],
    [words.apply.attestations, form.attestations],
  ];
  return (
    <section>
      <h2>{words.review.form}</h2>
      {parts.map(([title, values]) => values && <Part key={title} title={title} values={values} />)}
      <details>
        <summary>
          {steps.security} ({securityProfile.length})
        </summary>
        <Facts>
          {securityProfile.map(({ criterion, answer }) => (
            <Fact key={criterion} name={criterion}>
              {answer}
            </Fact>
          ))}
        </Facts>
      </details>
    </section>
  );
}

function Part({ title, values }: { title: string; values: object }) {
  const { words } = useSpeech();
  const fields = inFieldOrder(values);
  if (fields.length === 0) return null;
  return (
    <section>
      <h3>{title}</h3>
      <Facts>
        {fields.map(([name, value]) => (
          <Fact key={name} name={fieldName(`/${name}`, words)}>
            <Value value={value} field={name} />
          </Fact>
        ))}
      </Facts>
    </section>
  );
}
