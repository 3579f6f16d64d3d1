/** What a carrier keeps at the program that is client of its linked account (domain §2). */
export const LIMITED_VIEWS = ['DOCS', 'STATUS_PROOF', 'LIBRARY', 'VALIDATION_RESPONSE'] as const;
export type LimitedView = (typeof LIMITED_VIEWS)[number];

/**
 * Why a call on a linked account is answered at the client. `OWN_DECISION`: it is about this program's own decisions, the
 * carrier's consent, its people here or its own data, which no host can answer for. `CHECKED_THERE`: the use case itself refuses
 * while it holds the account, so that a busy route needs no second look.
 */
export type Admission = LimitedView | 'OWN_DECISION' | 'CHECKED_THERE';

interface AdmittedCalls {
  /** What follows `/v1/accounts/{accountNumber}`; everything below it is meant too. */
  readonly under: string;
  readonly methods: readonly string[];
  readonly as: Admission;
}

const READ = ['GET'] as const;
const ANY = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** VIEW-1: the one table of what a carrier may call on an account that the other program hosts; whatever is in no row answers with the host. */
export const ADMITTED_AT_CLIENT: readonly AdmittedCalls[] = [
  { under: '/documents', methods: READ, as: 'DOCS' },
  { under: '/svi', methods: READ, as: 'STATUS_PROOF' },
  { under: '/membership-letter', methods: READ, as: 'STATUS_PROOF' },
  // A document that goes with a response which this program has asked for; the use case looks for the question.
  { under: '/documents', methods: ['POST'], as: 'VALIDATION_RESPONSE' },
  { under: '/validations', methods: ['GET', 'POST'], as: 'VALIDATION_RESPONSE' },
  { under: '/consents', methods: ANY, as: 'OWN_DECISION' },
  { under: '/appeals', methods: ANY, as: 'OWN_DECISION' },
  { under: '/edit-drafts', methods: ANY, as: 'OWN_DECISION' },
  { under: '/annual-reviews', methods: ANY, as: 'OWN_DECISION' },
  { under: '/duties', methods: READ, as: 'OWN_DECISION' },
  { under: '/withdrawal', methods: ANY, as: 'OWN_DECISION' },
  { under: '/representations', methods: ANY, as: 'OWN_DECISION' },
  { under: '/action-plan', methods: ANY, as: 'OWN_DECISION' },
  { under: '/action-plans', methods: ANY, as: 'OWN_DECISION' },
  { under: '/users', methods: ANY, as: 'OWN_DECISION' },
  { under: '/ownership-requests', methods: ANY, as: 'OWN_DECISION' },
  { under: '/export', methods: READ, as: 'OWN_DECISION' },
  { under: '', methods: ['GET', 'PATCH'], as: 'CHECKED_THERE' },
];

const ACCOUNT_ROUTE = /^\/v1\/accounts\/:\w+(?<rest>\/.*)?$/;

/** True for a route that is about one account of a carrier. */
export const isAboutAccount = (route: string): boolean => ACCOUNT_ROUTE.test(route);

/** As what a call on an account of the carrier is answered at the client; undefined where only the host answers it. */
export function admissionOf(method: string, route: string): Admission | undefined {
  const rest = ACCOUNT_ROUTE.exec(route)?.groups?.rest ?? '';
  const isUnder = (under: string): boolean =>
    under === '' ? rest === '' : rest === under || rest.startsWith(`${under}/`);
  return ADMITTED_AT_CLIENT.find(({ under, methods }) => isUnder(under) && methods.includes(method))?.as;
}
