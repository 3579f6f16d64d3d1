import type { ApplicationForm, CanadianSupplement, UsSupplement } from './application-form';
import { toSharedData } from './form-check';
import type { Identifiers, SharedData } from './shared-data';

/** The identifiers that the supplements of a form carry. */
export function supplementIdentifiers(form: {
  usSupplement?: UsSupplement;
  canadianSupplement?: CanadianSupplement;
}): Identifiers {
  const { usSupplement: us, canadianSupplement: canada } = form;
  const all: Identifiers = {
    scac: us?.scac,
    usdot: us?.usdot,
    mcNumber: us?.mcNumber,
    ein: us?.ein,
    canadianCarrierCode: canada?.canadianCarrierCode,
    bn15: canada?.bn15,
    carmRegistered: canada?.carmRegistered,
    carmRegisteredOn: canada?.carmRegisteredOn,
  };
  return withoutMissing(all);
}

/** APP-11: a member is not asked again for what its program holds; the supplement that was missing completes it. */
export function assembleSharedData(
  form: Partial<ApplicationForm>,
  memberData?: SharedData,
): SharedData | undefined {
  if (memberData)
    return { ...memberData, identifiers: { ...memberData.identifiers, ...supplementIdentifiers(form) } };
  return form.common ? toSharedData(form as ApplicationForm) : undefined;
}

/** MAP-3: the host's values win; an identifier that only the client's program knows is added, for that program needs it. */
export function fillMissingIdentifiers(host: SharedData, client: SharedData): SharedData {
  return {
    ...host,
    identifiers: { ...withoutMissing(client.identifiers), ...withoutMissing(host.identifiers) },
  };
}

const withoutMissing = (identifiers: Identifiers): Identifiers =>
  Object.fromEntries(
    Object.entries(identifiers).filter(([, value]) => value !== undefined && value !== null),
  );
