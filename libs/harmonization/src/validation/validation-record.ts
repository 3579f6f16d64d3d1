import type { ClientResponse, Validation, ValidationFacts, ValidationRecognition } from './validation.entity';

export const VALIDATION_KIND = 'validation';

/** What the program that does a validation says of it: all its facts, and of which link or application it is. */
export interface PerformedRecord {
  readonly performer: true;
  readonly applicationId?: string;
  readonly linkId?: string;
  readonly kind: Validation['kind'];
  readonly state: Validation['state'];
  readonly facts: ValidationFacts;
}

/** What the other says: its recognition, and what the carrier wrote there because it asked. */
export interface ClientRecord {
  readonly performer: false;
  readonly recognition?: ValidationRecognition;
  readonly response?: ClientResponse;
}

export type ValidationRecord = PerformedRecord | ClientRecord;

/** The link under which a validation is shared, or the application before there is one. */
export interface SharedUnder {
  readonly linkId: string | null;
  readonly applicationId: string | null;
}

/** The columns that hold the client's word. */
export const wordsOfClient = ({ recognition, response }: ClientRecord) => ({
  recognition: recognition ?? null,
  clientResponse: response ?? null,
});

/** What this side says of a validation. */
export function recordOf(row: Validation, { linkId, applicationId }: SharedUnder): ValidationRecord {
  const { kind, state, facts, recognition, clientResponse } = row;
  if (!row.performedHere)
    return {
      performer: false,
      recognition: recognition ?? undefined,
      response: clientResponse ?? undefined,
    };
  return {
    performer: true,
    applicationId: applicationId ?? undefined,
    linkId: linkId ?? undefined,
    kind,
    state,
    facts,
  };
}
