import type { KernelPart } from '../kernel-parts';
import { AnnualReview } from './annual-review.entity';
import { AnnualReviews } from './annual-reviews';
import { AnnualReviewsController } from './annual-reviews.controller';

/** The yearly review of the security profile. */
export const ANNUAL_REVIEW_PART: KernelPart = {
  controllers: [AnnualReviewsController],
  providers: [AnnualReviews],
  entities: [AnnualReview],
};
