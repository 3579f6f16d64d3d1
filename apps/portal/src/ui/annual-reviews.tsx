import type { ComponentChildren } from 'preact';
import { useSpeech } from '../words/language';
import { Fact, Facts } from './facts';
import { Tag } from './tag';

export interface AnnualReview {
  readonly id: string;
  readonly state: 'SUBMITTED' | 'APPROVED' | 'RETURNED';
  readonly statement: string;
  readonly submittedOn: string;
  readonly decidedOn: string | null;
  readonly note: string | null;
}

const TONES = { SUBMITTED: undefined, APPROVED: 'good', RETURNED: 'bad' } as const;

interface Props {
  readonly rows: readonly AnnualReview[];
  /** What can be done about one of them. */
  readonly deeds?: (review: AnnualReview) => ComponentChildren;
}

/** The yearly reviews of an account, the newest first, as its carrier and its officers read them. */
export function ReviewList({ rows, deeds }: Props) {
  const { words, date } = useSpeech();
  const { reviews } = words;
  return (
    <>
      {[...rows].reverse().map((review) => (
        <article key={review.id} class="card">
          <h3>
            {reviews.of(date(review.submittedOn))}{' '}
            <Tag tone={TONES[review.state]}>{reviews.states[review.state]}</Tag>
          </h3>
          <p>{review.statement}</p>
          {review.decidedOn && (
            <Facts>
              <Fact name={reviews.decidedOn}>{date(review.decidedOn)}</Fact>
              {review.note && <Fact name={reviews.note}>{review.note}</Fact>}
            </Facts>
          )}
          {deeds?.(review)}
        </article>
      ))}
    </>
  );
}
