import type { ApplicationForm } from '@harmonization/domain/application-form';
import { FieldFacts, SecurityAnswers } from '../ui/shared-facts';
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
      <SecurityAnswers title={steps.security} profile={securityProfile} />
    </section>
  );
}

function Part({ title, values }: { title: string; values: object }) {
  if (Object.keys(values).length === 0) return null;
  return (
    <section>
      <h3>{title}</h3>
      <FieldFacts values={values} />
    </section>
  );
}
