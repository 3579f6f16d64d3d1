import { inBoth, type Bilingual } from '../bilingual';
import type { CrossingClass, CrossingKind, CrossingRow, Direction } from './crossing';

type Field = readonly [path: string, en: string, fr: string];

/** Rows of one class that go the same way in the same kind of record. */
const rows = (
  crossing: CrossingClass,
  direction: Direction,
  kind: CrossingKind,
  fields: readonly Field[],
): CrossingRow[] =>
  fields.map(([path, en, fr]) => ({
    path,
    class: crossing,
    direction,
    kind,
    label: inBoth(en, fr) satisfies Bilingual,
  }));

const documents = rows('SHARED_DATA', 'HOST_TO_CLIENT', 'document', [
  ['documents[]', 'Documents marked shared', 'Documents désignés pour communication'],
]);

const validations = [
  ...rows('VALIDATION', 'HOST_TO_CLIENT', 'validation', [
    ['validation.plan', 'Plan of the validation', 'Plan de la validation'],
    ['validation.report', 'Report', 'Rapport'],
    ['validation.outcome', 'Outcome', 'Résultat'],
    ['validation.requiredActions', 'Required actions', 'Mesures exigées'],
  ]),
  ...rows('VALIDATION', 'CLIENT_TO_HOST', 'validation', [
    [
      'validation.recognition',
      'Recognition, or the reason for declining',
      'Reconnaissance, ou motif du refus',
    ],
  ]),
  ...rows('VALIDATION', 'WRITER_TO_OTHER', 'validation', [
    ['validation.response', 'The carrier’s response', 'Réponse du transporteur'],
  ]),
];

const programFacts = rows('PROGRAM_FACT', 'OWNER_TO_OTHER', 'account', [
  ['account.accountNumber', 'Account number', 'Numéro de compte'],
  ['account.status', 'Status', 'Statut'],
  ['account.statusOn', 'Date of the status', 'Date du statut'],
  ['account.reasonCode', 'Reason code', 'Code de motif'],
  ['account.withdrawnFrom', 'Wish to leave both programs', 'Volonté de quitter les deux programmes'],
  ['account.decision', 'Decision', 'Décision'],
  [
    'account.vetting',
    'Vetting: cleared, not cleared or pending',
    'Vérification des antécédents : favorable, défavorable ou en cours',
  ],
  ['account.verification', 'Verification of identifiers', 'Vérification des identifiants'],
  ['account.lastAnnualReviewOn', 'Last annual review', 'Dernier examen annuel'],
]);

const inquiries = rows('INQUIRY', 'EACH_ITS_OWN', 'application', [
  [
    'application.identifiers',
    'Identifiers by which the carrier is found',
    'Identifiants permettant de trouver le transporteur',
  ],
  ['application.standing.member', 'Member or not', 'Membre ou non'],
  ['application.standing.headquartersCountry', 'Country of the headquarters', 'Pays du siège social'],
  ['application.standing.standing', 'Eligible, held or not', 'Admissible, en attente ou non'],
]);

const applications = [
  ...rows('APPLICATION', 'ENTRY_TO_OTHER', 'application', [
    ['application.form.common', 'Common part of the application', 'Partie commune de la demande'],
    ['application.form.usSupplement', 'United States supplement', 'Supplément américain'],
    ['application.form.canadianSupplement', 'Canadian supplement', 'Supplément canadien'],
    ['application.form.attestations', 'Attestations', 'Attestations'],
  ]),
  ...rows('APPLICATION', 'MEMBER_PROGRAM_TO_JOINED', 'application', [
    ['application.memberData', 'What the membership already holds', 'Ce que l’adhésion contient déjà'],
  ]),
];

/** How an application stands with its sayer: facts of the program and of the protocol, needed before there is a link. */
const applicationFacts = [
  ...rows('PROTOCOL', 'EACH_ITS_OWN', 'application', [
    ['application.course', 'Course of the application', 'Déroulement de la demande'],
  ]),
  ...rows('CASEWORK', 'EACH_ITS_OWN', 'application', [
    ['application.determination', 'Host, and the rules that spoke', 'Hôte, et règles qui se sont appliquées'],
    ['application.infoRequest', 'What the carrier is asked for', 'Ce qui est demandé au transporteur'],
  ]),
  ...rows('PROGRAM_FACT', 'OWNER_TO_OTHER', 'application', [
    ['application.accountNumber', 'Account number', 'Numéro de compte'],
    ['application.decision', 'Decision', 'Décision'],
    ['application.headquarters', 'Verification of the headquarters', 'Vérification du siège social'],
  ]),
  ...rows('CONSENT_FACT', 'ENTRY_TO_OTHER', 'application', [
    ['application.form.consents', 'Consents given on the form', 'Consentements donnés dans le formulaire'],
  ]),
];

const consents = rows('CONSENT_FACT', 'EACH_ITS_OWN', 'consent', [
  ['consent.accountNumber', 'Account that it is given for', 'Compte visé'],
  ['consent.scope', 'Scope of the consent', 'Portée du consentement'],
  ['consent.textVersion', 'Version of its text', 'Version de son texte'],
  ['consent.fields', 'Fields that it covers', 'Champs qu’il vise'],
  ['consent.givenAt', 'Given', 'Donné'],
  ['consent.withdrawnAt', 'Withdrawn', 'Retiré'],
]);

const editDrafts = rows('EDIT_DRAFT', 'FORMER_EDITOR_TO_NEW', 'edit-draft', [
  [
    'editDraft.changes',
    'Changes kept while the system of record moved',
    'Modifications conservées pendant la passation',
  ],
]);

const protocol = [
  ...rows('PROTOCOL', 'EACH_ITS_OWN', 'link', [
    ['link.record', 'State of the link', 'État du lien'],
    ['link.pauses', 'Reasons for a pause', 'Motifs de la mise en pause du lien'],
    ['link.digest', 'Digest of the data', 'Empreinte des données'],
  ]),
  ...rows('PROTOCOL', 'EACH_ITS_OWN', 'match', [
    ['match.run', 'How far the search has come', 'État d’avancement de la recherche'],
    ['match.tokens', 'Blinded match tokens', 'Jetons de concordance masqués'],
    [
      'match.handles',
      'What both programs hold of one carrier',
      'Ce que les deux programmes détiennent sur un même transporteur',
    ],
  ]),
  ...rows('PROTOCOL', 'EACH_ITS_OWN', 'code-check', [
    ['codeCheck.hash', 'One-time code, hashed', 'Code à usage unique, haché'],
    ['codeCheck.question', 'Account that the code opens', 'Compte visé par le code'],
    ['codeCheck.outcome', 'Whether the code is right', 'Exactitude du code'],
  ]),
];

const casework = rows('CASEWORK', 'EACH_ITS_OWN', 'case', [
  ['case.vote', 'Vote', 'Vote'],
  ['case.rules', 'Rules that spoke', 'Règles qui se sont appliquées'],
  ['case.text', 'Text written for the other program', 'Texte rédigé pour l’autre programme'],
  ['case.office', 'Office, never a name', 'Bureau, jamais un nom'],
]);

const hostTransfers = rows('CASEWORK', 'EACH_ITS_OWN', 'host-transfer', [
  ['transfer.asked', 'Request to move the host, and why', 'Demande de changement d’hôte, et motif'],
  ['transfer.vote', 'Vote on the request', 'Vote sur la demande'],
]);

const questions = rows('CASEWORK', 'EACH_ITS_OWN', 'validation', [
  ['validation.question', 'The client’s question to the carrier', 'Question du client au transporteur'],
]);

const differences = rows('DIFFERENCE', 'EACH_ITS_OWN_ONCE', 'differences', [
  [
    'differences.projection',
    'Shared data, shown to the carrier once',
    'Données communes, montrées une seule fois au transporteur',
  ],
]);

/** OWN-3: everything else that crosses, by class; what is in no row never does. */
export const OTHER_ROWS: readonly CrossingRow[] = [
  ...documents,
  ...validations,
  ...programFacts,
  ...inquiries,
  ...applications,
  ...applicationFacts,
  ...consents,
  ...editDrafts,
  ...protocol,
  ...casework,
  ...questions,
  ...hostTransfers,
  ...differences,
];
