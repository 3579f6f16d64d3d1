import type { ApplicationForm, CommonPart, SupplementName } from '@harmonization/domain/application-form';
import type { FlowName } from '@harmonization/domain/scenario';
import camionnageDesErables from './carriers/camionnage-des-erables.json';
import cascadeBorderExpress from './carriers/cascade-border-express.json';
import detroitRiverTrucking from './carriers/detroit-river-trucking.json';
import fundyCoastTransport from './carriers/fundy-coast-transport.json';
import greenMountainCarriers from './carriers/green-mountain-carriers.json';
import lakeshoreFreightLines from './carriers/lakeshore-freight-lines.json';
import northgateHaulage from './carriers/northgate-haulage.json';
import prairieCrossingTransport from './carriers/prairie-crossing-transport.json';
import { freshIdentifiers } from './fresh-identifiers';

/** A fictional carrier and the flow that it plays, with its complete application; `{{name}}` stands for a fresh identifier. */
export interface CarrierDocument {
  readonly flow: FlowName;
  /** True for the two American and two Canadian carriers of the first pilot. */
  readonly pilot: boolean;
  /** Countries of the programs that it has joined alone before (scenarios 2 to 4). */
  readonly memberOf: readonly string[];
  readonly hostCountry: string;
  /** The change that it makes at its host once linked. */
  readonly hostEdit: Partial<CommonPart>;
  /** Scenario 4: where the account at the client differs from the form. */
  readonly heldByClient?: Partial<CommonPart>;
  readonly form: ApplicationForm;
}

const DOCUMENTS: readonly unknown[] = [
  lakeshoreFreightLines,
  camionnageDesErables,
  prairieCrossingTransport,
  cascadeBorderExpress,
  greenMountainCarriers,
  northgateHaulage,
  detroitRiverTrucking,
  fundyCoastTransport,
];

/** The carrier's document with identifiers of its own for this seed; a seed gives each flow others. */
function filledIn(document: unknown, seed: string): CarrierDocument {
  const { flow } = document as CarrierDocument;
  const fresh: Readonly<Record<string, string>> = { ...freshIdentifiers(`${seed}/${flow}`) };
  const text = JSON.stringify(document).replace(/\{\{(\w+)\}\}/g, (_, name: string) => fresh[name] ?? '');
  return JSON.parse(text) as CarrierDocument;
}

/** The eight carriers, one a flow, in the order of the flows. */
export const carriers = (seed: string): CarrierDocument[] =>
  DOCUMENTS.map((document) => filledIn(document, seed));

/** The application with only the supplements named, as a member of one program sends it. */
export function formWith(form: ApplicationForm, supplements: readonly SupplementName[]): ApplicationForm {
  const { usSupplement, canadianSupplement, ...rest } = form;
  return {
    ...rest,
    ...(supplements.includes('usSupplement') && { usSupplement }),
    ...(supplements.includes('canadianSupplement') && { canadianSupplement }),
  };
}
