import { useApi } from '../api/use-api';
import { useFace } from '../frame/face';
import { DeedForm, type Deed } from '../ui/deed';
import { useSpeech } from '../words/language';
import { useMay } from './may';
import { useReasons } from './reasons';
import type { ReviewedApplication } from './types';

/** Statuses that a denial leads to, whichever program it is. */
const DENIALS = ['INELIGIBLE', 'DENIAL_PROPOSED', 'DENIED'];

/** What an officer does with an application in review: check the headquarters, ask, decide. */
export function ReviewDeeds({
  application,
  onDone,
}: {
  application: ReviewedApplication;
  onDone: () => void;
}) {
  const { words } = useSpeech();
  const api = useApi();
  const mayAct = useMay();
  const reasons = useReasons();
  const { code } = useFace();
  if (!mayAct || !['IN_REVIEW', 'INFO_REQUESTED'].includes(application.state)) return null;
  const { review, field } = words;
  const post = (action: string, body: object) =>
    api.post(`/v1/staff/applications/${application.id}/${action}`, body);
  const headquarters = (outcome: string, label: string, hint?: string): Deed => ({
    label,
    hint,
    send: () => post('headquarters', { outcome }),
  });
  const approve: Deed = {
    label: review.approve,
    hint: review.beforeApproval,
    send: () => post('decision', { outcome: 'APPROVED' }),
  };
  const deny: Deed = {
    label: review.deny,
    fields: [
      { name: 'reasonCode', label: field.reason, type: 'choice', options: reasons.explaining(...DENIALS) },
    ],
    send: (values) => post('decision', { outcome: 'DENIED', ...values }),
  };
  const ask: Deed = {
    label: review.ask,
    fields: [{ name: 'text', label: review.question, type: 'text' }],
    send: (values) => post('request-info', values),
  };
  // Decided once: what follows stands at the account.
  const decide = application.decisions[code] ? [] : [approve, deny];
  const groups: [string, readonly Deed[]][] = [
    [
      review.headquarters,
      [
        headquarters('VERIFIED', review.verified, review.headquartersWhy),
        headquarters('FAILED', review.failed),
      ],
    ],
    [review.decision, decide],
    [review.ask, [ask]],
  ];
  return (
    <>
      {groups
        .filter(([, deeds]) => deeds.length > 0)
        .map(([title, deeds]) => (
          <section key={title}>
            <h2>{title}</h2>
            {deeds.map((deed) => (
              <DeedForm key={deed.label} deed={deed} onDone={onDone} />
            ))}
          </section>
        ))}
    </>
  );
}
