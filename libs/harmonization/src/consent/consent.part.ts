import type { KernelPart } from '../kernel-parts';
import { ChangeConsent } from './change-consent.use-cases';
import { ConsentKind } from './consent-kind';
import { EndUnconsentedLinks } from './end-unconsented-links.job';
import { FollowArrangement } from './follow-arrangement.job';

/** Consents given and withdrawn over the years, and what links make of them and of the arrangement. */
export const CONSENT_PART: KernelPart = {
  providers: [ChangeConsent, EndUnconsentedLinks, FollowArrangement],
  kinds: [ConsentKind],
};
