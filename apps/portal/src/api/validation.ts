/** A validation as the API answers it; `recognition` is that of the side that did not do it. */
export interface Validation {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
  readonly performedHere: boolean;
  readonly facts: {
    readonly plannedOn: string;
    readonly noticeOn?: string;
    readonly visitOn?: string;
    readonly visitEndsOn?: string;
    readonly waivedOn?: string;
    readonly reportOn?: string;
    readonly summary?: string;
    readonly findings?: readonly { readonly text: string; readonly criterion?: string }[];
    readonly requiredActions?: readonly string[];
    readonly responseDueOn?: string;
    readonly responses?: readonly { readonly on: string; readonly text: string }[];
    readonly answers?: readonly { readonly on: string; readonly accepted: boolean; readonly text: string }[];
    readonly causeCode?: string;
    readonly cancelReason?: string;
    readonly outcomeOn?: string;
    readonly validUntil?: string;
  };
  readonly recognition: {
    readonly outcome: string;
    readonly reasonCode?: string;
    readonly on: string;
  } | null;
  readonly clientResponse: {
    readonly askedOn: string;
    readonly question: string;
    readonly responses: readonly { readonly on: string; readonly text: string }[];
  } | null;
}
