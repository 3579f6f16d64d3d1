import type { Page } from '../api/types';
import { useApi, useData } from '../api/use-api';
import { ReviewList, type AnnualReview } from '../ui/annual-reviews';
import { DeedForm, type Deed } from '../ui/deed';
import { ProblemPanel } from '../ui/problem-panel';
import { useSpeech } from '../words/language';
import { useMay } from './may';

/** The carrier's yearly reviews of its security profile; an officer approves one, which dates the account, or returns it with a note. */
export function AnnualReviews({ number, onDone }: { number: string; onDone: () => void }) {
  const { words } = useSpeech();
  const mayAct = useMay();
  const { data, error, reload } = useData<Page<AnnualReview>>(
    `/v1/staff/accounts/${number}/annual-reviews`,
    15_000,
  );
  const done = (): void => {
    reload();
    onDone();
  };
  if (!error && !data?.items.length) return null;
  return (
    <section>
      <h2>{words.reviews.title}</h2>
      <ProblemPanel error={error} onRetry={reload} />
      <ReviewList
        rows={data?.items ?? []}
        deeds={({ id, state }) => mayAct && state === 'SUBMITTED' && <Deciding id={id} onDone={done} />}
      />
    </section>
  );
}

function Deciding({ id, onDone }: { id: string; onDone: () => void }) {
  const { words } = useSpeech();
  const api = useApi();
  const { reviews } = words;
  const decide = (outcome: AnnualReview['state']) => (values: Record<string, unknown>) =>
    api.post(`/v1/staff/annual-reviews/${id}/decision`, { ...values, outcome });
  const approve: Deed = { label: reviews.approve, send: decide('APPROVED') };
  const giveBack: Deed = {
    label: reviews.return,
    fields: [{ name: 'note', label: reviews.note, hint: reviews.noteHint, type: 'text' }],
    send: decide('RETURNED'),
  };
  return (
    <>
      <DeedForm deed={approve} onDone={onDone} />
      <DeedForm deed={giveBack} onDone={onDone} />
    </>
  );
}
