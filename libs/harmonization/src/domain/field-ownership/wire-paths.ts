import type { CrossingKind } from './crossing';
import { SHARED_PATHS } from './shared-fields';

/** Where on the wire the values of one row of the ownership table stand: paths of leaves, `*` for a key that is itself a value. */
type WirePlaces = Readonly<Record<string, readonly string[]>>;

const below = (places: readonly string[], fields: readonly string[]): string[] =>
  places.flatMap((place) => fields.map((field) => `${place}.${field}`));

const LINK_RECORD = [
  ...['linkId', 'proposer', 'accountNumber', 'peerAccountNumber', 'applicationId', 'flow'],
  ...['incarnation', 'seq', 'phase', 'epoch', 'host', 'offered', 'decision', 'vote', 'refused'],
  ...['wantEnd', 'endReason', 'blockedBy', 'heardIncarnation', 'heardSeq', 'dataVersion'],
];
/** The sayer's record, and what it last heard of a side that was restored. */
const LINK_PLACES = ['record', 'record.heardRecord'];

const COMMON_PATHS = [...SHARED_PATHS.filter((path) => !path.startsWith('identifiers.')), 'lineOfBusiness'];
const VOTE = ['id', 'choice', 'votedAt'];

const HOST_RULE_FACTS = [
  ...['country', 'countries', 'failedAt', 'otherBorderAt', 'secondHeadOffice'],
  ...['mergerOrRelocationWithin12Months', 'designated', 'standaloneOffered', 'heldDays', 'objection'],
  ...['refusal', 'lineOfBusiness', 'linkedAt', 'fault'],
];

const APPLICATION: WirePlaces = {
  'application.identifiers': below(['identifiers'], ['usdot', 'bn9', 'canadianCarrierCode']),
  'application.standing.member': below(['standing'], ['member', 'active']),
  'application.standing.headquartersCountry': ['standing.headquartersCountry'],
  'application.standing.standing': below(['standing'], ['standing', 'linked', 'otherBorder']),
  'application.form.common': below(['form.common'], COMMON_PATHS),
  'application.form.usSupplement': below(['form.usSupplement'], ['scac', 'usdot', 'mcNumber', 'ein']),
  'application.form.canadianSupplement': below(
    ['form.canadianSupplement'],
    [
      ...['canadianCarrierCode', 'bn15', 'carmRegistered', 'carmRegisteredOn'],
      ...['crossBorderTrips12Months', 'crossBorderTrips90Days'],
    ],
  ),
  'application.form.attestations': below(
    ['form.attestations'],
    ['accurate', 'secondHeadOffice', 'mergerOrRelocationWithin12Months', 'hostObjection'],
  ),
  'application.form.consents': below(['form.consents[]'], ['scope', 'textVersion', 'language']),
  'application.memberData': below(['memberData'], SHARED_PATHS),
  'application.course': [
    ...['reference', 'entry', 'state', 'lineOfBusiness', 'linksActiveMembers', 'supersededBy'],
    ...['survivingReference', 'infoAnswered', 'termsDue', 'termsSignedAt', 'acknowledgedAt'],
    ...below(['scenario'], ['scenario', 'flowName', 'linkFlow']),
  ],
  'application.determination': [
    ...below(['determination'], ['result', 'host', 'designated', 'standaloneOffered', 'refusal', 'objected']),
    ...below(['determination.rules[]'], ['id', 'decided', 'text.en', 'text.fr']),
    ...below(['determination.rules[].facts'], HOST_RULE_FACTS),
  ],
  'application.infoRequest': below(['infoRequest'], ['text', 'askedAt']),
  'application.accountNumber': ['accountNumber'],
  'application.decision': below(['decision'], ['outcome', 'reasonCode', 'decidedOn']),
  'application.headquarters': ['headquarters'],
};

const VALIDATION: WirePlaces = {
  'validation.plan': [
    ...['performer', 'applicationId', 'linkId', 'kind', 'state'],
    ...below(
      ['facts'],
      ['plannedOn', 'noticeOn', 'visitOn', 'visitEndsOn', 'waivedOn', 'causeCode', 'cancelReason'],
    ),
  ],
  'validation.report': below(['facts'], ['reportOn', 'summary', 'findings[].text', 'findings[].criterion']),
  'validation.requiredActions': below(
    ['facts'],
    ['requiredActions', 'responseDueOn', ...below(['answers[]'], ['on', 'accepted', 'text'])],
  ),
  'validation.outcome': below(['facts'], ['outcomeOn', 'validUntil']),
  'validation.recognition': below(['recognition'], ['outcome', 'reasonCode', 'on']),
  'validation.question': below(['response'], ['askedOn', 'question']),
  'validation.response': below(['facts.responses[]', 'response.responses[]'], ['on', 'text']),
};

/** OWN-7: every leaf of a record belongs to a row of the ownership table; what has no place here never crosses. */
export const WIRE_PATHS: Readonly<Record<CrossingKind, WirePlaces>> = {
  link: {
    ...Object.fromEntries(SHARED_PATHS.map((path) => [path, [`data.${path}`]])),
    'link.record': [...below(LINK_PLACES, LINK_RECORD), 'again'],
    'link.pauses': below(LINK_PLACES, ['pauses']),
  },
  application: APPLICATION,
  account: {
    'account.accountNumber': ['accountNumber', 'program'],
    'account.status': ['wireStatus'],
    'account.statusOn': ['statusSince'],
    'account.reasonCode': ['reasonCode'],
    'account.withdrawnFrom': ['withdrawnFrom'],
    'account.decision': ['decision'],
    'account.verification': below(['verifications.*'], ['outcome', 'on']),
    'account.lastAnnualReviewOn': ['lastAnnualReviewOn'],
  },
  validation: VALIDATION,
  case: {
    'case.vote': ['kind', 'subjectId', 'agreesWith', 'agreed', ...below(['vote'], VOTE)],
    'case.text': ['vote.noteForPeer'],
    'case.office': ['vote.office'],
  },
  match: {
    'match.run': ['type', 'isEnded', 'endReason', ...below(['portions'], ['BLINDED', 'DOUBLED', 'MATCHED'])],
    'match.tokens': ['tokens', 'accounts[].tokens.*'],
    'match.handles': below(['accounts[]'], ['handle', 'holds']),
  },
  'host-transfer': {
    'transfer.asked': ['round', 'epoch', 'refused', ...below(['asked'], ['by', 'reason', 'askedAt'])],
    'transfer.vote': below(['vote'], [...VOTE, 'office', 'noteForPeer']),
  },
  consent: {
    'consent.accountNumber': ['accountNumber'],
    'consent.scope': ['consents[].scope'],
    'consent.textVersion': ['consents[].textVersion'],
    'consent.fields': ['consents[].fields'],
    'consent.givenAt': ['consents[].givenAt'],
    'consent.withdrawnAt': ['consents[].withdrawnAt'],
  },
  document: {
    'documents[]': [
      ...['shared', 'linkId', 'epoch', 'name', 'mediaType', 'bytes', 'sha256', 'criterion'],
      ...['validationId', 'uploadedAt'],
    ],
  },
  differences: { 'differences.projection': below(['shared'], SHARED_PATHS) },
  'code-check': {
    'codeCheck.hash': ['proof'],
    'codeCheck.question': [
      ...['applicationId', 'accountNumber', 'lineOfBusiness'],
      ...below(['identifiers'], ['usdot', 'bn9', 'canadianCarrierCode']),
    ],
    'codeCheck.outcome': ['outcome'],
  },
  'edit-draft': { 'editDraft.changes': ['linkId', ...below(['changes'], SHARED_PATHS)] },
};

interface Listed {
  readonly exact: ReadonlySet<string>;
  readonly open: readonly RegExp[];
}

function listedOf(places: WirePlaces): Listed {
  const paths = Object.values(places).flat();
  const open = paths.filter((path) => path.includes('*'));
  return {
    exact: new Set(paths.filter((path) => !path.includes('*'))),
    open: open.map((path) => new RegExp(`^${path.replace(/[.[\]]/g, '\\$&').replace('*', '[^.]+')}$`)),
  };
}

const LISTED = new Map(Object.entries(WIRE_PATHS).map(([kind, places]) => [kind, listedOf(places)]));

/** OWN-7: paths of those leaves of a record that belong to no row of its kind; of an unknown kind, all of them. */
export function strayPaths(kind: string, record: unknown): string[] {
  const listed = LISTED.get(kind);
  const isListed = (path: string): boolean =>
    listed !== undefined && (listed.exact.has(path) || listed.open.some((pattern) => pattern.test(path)));
  return [...leafPaths(record)].filter((path) => !isListed(path));
}

/** Paths of all values, once each; items of a list share one path, and an empty object or list holds nothing. */
export function leafPaths(value: unknown): ReadonlySet<string> {
  const paths = new Set<string>();
  collect(value, '', paths);
  return paths;
}

function collect(value: unknown, path: string, into: Set<string>): void {
  if (Array.isArray(value)) value.forEach((item) => collect(item, isNested(item) ? `${path}[]` : path, into));
  else if (isNested(value))
    Object.entries(value).forEach(([key, item]) => collect(item, path ? `${path}.${key}` : key, into));
  else into.add(path);
}

const isNested = (value: unknown): value is object => typeof value === 'object' && value !== null;
