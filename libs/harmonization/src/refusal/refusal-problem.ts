import type { Bilingual } from '../domain/program-profile';
import type { RefusalCode } from '../domain/refusal';

interface RefusalProblem {
  readonly status: number;
  readonly title: Bilingual;
}

const problem = (status: number, en: string, fr: string): RefusalProblem => ({ status, title: { en, fr } });

/** What each refusal answers over HTTP. Exhaustive: a new code does not compile until someone chooses its status and words. */
export const REFUSAL_PROBLEMS: Record<RefusalCode, RefusalProblem> = {
  ACCOUNT_ALREADY_LINKED: problem(
    422,
    'The account already has a live link',
    'Le compte a déjà un lien actif',
  ),
  ACCOUNT_DUPLICATE: problem(
    409,
    'The company has an account of this line of business',
    'L’entreprise a déjà un compte de ce secteur d’activité',
  ),
  ACCOUNT_NOT_ACTIVE: problem(409, 'The account is not active', 'Le compte n’est pas actif'),
  ACTION_PLAN_NOT_OPEN: problem(409, 'No action plan is open', 'Aucun plan d’action n’est en cours'),
  ANNUAL_REVIEW_NOT_ASKED: problem(
    409,
    'This program asks for no annual review of this account',
    'Ce programme ne demande pas d’examen annuel de ce compte',
  ),
  ANNUAL_REVIEW_OPEN: problem(
    409,
    'An annual review waits for its decision',
    'Un examen annuel attend une décision',
  ),
  APPEAL_NOT_POSSIBLE: problem(
    409,
    'There is no decision that could be appealed',
    'Aucune décision ne peut faire l’objet d’un appel',
  ),
  APPEAL_OPEN: problem(409, 'This decision is under appeal', 'Cette décision fait déjà l’objet d’un appel'),
  APPEAL_TOO_LATE: problem(409, 'The time to appeal is over', 'Le délai d’appel est écoulé'),
  APPLICATION_ALREADY_OPEN: problem(
    409,
    'An application of this carrier is already open',
    'Une demande de ce transporteur est déjà ouverte',
  ),
  APPLICATION_INVALID: problem(
    422,
    'The application has fields to correct',
    'La demande comporte des champs à corriger',
  ),
  APPLICATION_NOT_OPEN: problem(409, 'The application is closed', 'La demande est fermée'),
  APPLICATION_STATE: problem(
    409,
    'The application does not allow this now',
    'La demande ne le permet pas en ce moment',
  ),
  ARRANGEMENT_MISSING: problem(
    409,
    'No arrangement between the programs is in force',
    'Aucune entente entre les programmes n’est en vigueur',
  ),
  CASE_AGREED: problem(
    409,
    'Both programs have said the same; the case is closing',
    'Les deux programmes se sont prononcés de la même façon; le dossier se règle',
  ),
  CASE_ALREADY_OPEN: problem(
    409,
    'A newer case about the same subject is open',
    'Un dossier plus récent sur le même sujet est ouvert',
  ),
  CASE_CLOSED: problem(409, 'The case is resolved', 'Le dossier est réglé'),
  CASE_HAS_EFFECT: problem(
    409,
    'What was decided has had its effect and cannot be undone',
    'La décision a produit son effet et ne peut être annulée',
  ),
  CASE_NOT_RESOLVED: problem(
    409,
    'There is no resolution or vote to take back',
    'Il n’y a ni règlement ni vote à retirer',
  ),
  CASE_TAKEN: problem(
    409,
    'Another officer has claimed the case',
    'Un autre agent a pris le dossier en charge',
  ),
  CODE_NOT_ACCEPTED: problem(422, 'The code was not accepted', 'Le code n’a pas été accepté'),
  CODE_TRIES_EXHAUSTED: problem(
    429,
    'Too many tries; ask for a new code later',
    'Trop de tentatives; demandez un nouveau code plus tard',
  ),
  CONSENT_MISSING: problem(
    409,
    'The consent to share is missing',
    'Le consentement à la communication des renseignements est requis',
  ),
  DATA_INVALID: problem(
    422,
    'The data have fields to correct',
    'Les données comportent des champs à corriger',
  ),
  DIFFERENCES_NOT_READY: problem(
    409,
    'The differences are not known yet',
    'Les différences ne sont pas encore connues',
  ),
  EDIT_DRAFT_CLOSED: problem(409, 'The draft is decided', 'Le sort du brouillon est déjà décidé'),
  DOCUMENT_CONTENT_MISMATCH: problem(
    422,
    'The content is not of the type that was declared',
    'Le contenu n’est pas du type déclaré',
  ),
  DOCUMENT_EMPTY: problem(422, 'The document is empty', 'Le document est vide'),
  DOCUMENT_NOT_HERE: problem(
    409,
    'The content of the document has not arrived yet',
    'Le contenu du document n’est pas encore arrivé',
  ),
  DOCUMENT_REMOVED: problem(409, 'The document was removed', 'Le document a été retiré'),
  DOCUMENT_TOO_LARGE: problem(413, 'The document is too large', 'Le document est trop volumineux'),
  DOCUMENT_TYPE_NOT_ALLOWED: problem(
    415,
    'Documents of this type are not taken',
    'Les documents de ce type ne sont pas acceptés',
  ),
  DOCUMENT_UNSAFE: problem(
    422,
    'The document would do harm where it is opened',
    'Le document serait dangereux à l’ouverture',
  ),
  DOCUMENTS_TOO_MANY: problem(409, 'No further document is taken', 'Aucune autre pièce n’est acceptée'),
  HEADQUARTERS_INVALID: problem(
    422,
    'The headquarters address cannot be used',
    'L’adresse du siège social ne peut pas être utilisée',
  ),
  HOSTED_ELSEWHERE: problem(409, 'The other program hosts this account', 'L’autre programme gère ce compte'),
  INVITATIONS_EXHAUSTED: problem(
    429,
    'Too many invitations wait for an answer',
    'Trop d’invitations attendent une réponse',
  ),
  LAST_OFFICER: problem(
    409,
    'The account needs another company officer first',
    'Le compte doit d’abord avoir un autre dirigeant',
  ),
  LINK_DISPUTED: problem(409, 'The link is disputed', 'Le lien est contesté'),
  LINK_ENDED: problem(409, 'The link has ended', 'Le lien a pris fin'),
  LINK_PHASE: problem(409, 'The link does not allow this now', 'Le lien ne le permet pas en ce moment'),
  LINK_RESYNCING: problem(503, 'The link is being restored', 'Le lien est en cours de rétablissement'),
  KEY_OVERLAP: problem(
    409,
    'The key signed until lately and must stay published a while',
    'La clé signait encore récemment et doit rester publiée un moment',
  ),
  KEY_STATE: problem(409, 'The key does not allow this now', 'La clé ne le permet pas en ce moment'),
  LOGIN_DISABLED: problem(403, 'This login has been shut out', 'L’accès de cet utilisateur a été révoqué'),
  MATCH_RUN_OPEN: problem(
    409,
    'A search for matches is under way',
    'Une recherche de concordances est en cours',
  ),
  MATCH_RUNS_EXHAUSTED: problem(
    429,
    'No further search for matches today',
    'Plus de recherche de concordances aujourd’hui',
  ),
  NOT_A_HIGHWAY_CARRIER: problem(
    422,
    'Only highway carriers may be harmonized',
    'Seuls les transporteurs routiers peuvent être harmonisés',
  ),
  NOT_ALLOWED: problem(403, 'You are not allowed to do this', 'Vous n’êtes pas autorisé à faire cela'),
  NOT_FOUND: problem(404, 'Not found', 'Introuvable'),
  NOTICE_TOO_SHORT: problem(
    422,
    'The visit is less than 30 days after the notice',
    'La visite a lieu moins de 30 jours après l’avis',
  ),
  PEER_KEY_LAST: problem(
    409,
    'Without this key nothing of the other program could be believed',
    'Sans cette clé, plus rien de l’autre programme ne pourrait être vérifié',
  ),
  REASON_MISSING: problem(422, 'A reason code is required', 'Un code de motif est requis'),
  REASON_NOT_LISTED: problem(422, 'The reason is not on the list', 'Le motif n’est pas dans la liste'),
  RESPONSE_NOT_ASKED: problem(409, 'No response was asked for', 'Aucune réponse n’a été demandée'),
  RECONCILIATION_RUNNING: problem(409, 'A reconciliation is under way', 'Un rapprochement est en cours'),
  STATEMENT_DISPUTED: problem(
    409,
    'The statement does not fit what this program holds',
    'La déclaration ne correspond pas à ce que détient ce programme',
  ),
  SEPARATION_PENDING: problem(
    409,
    'The account is read-only until this program confirms that it stands alone',
    'Le compte est en lecture seule jusqu’à ce que ce programme confirme qu’il est autonome',
  ),
  REQUEST_ALREADY_OPEN: problem(409, 'You have asked for this already', 'Vous en avez déjà fait la demande'),
  REQUEST_STATE: problem(
    409,
    'The request does not allow this now',
    'La demande ne le permet pas en ce moment',
  ),
  REQUESTS_EXHAUSTED: problem(
    429,
    'Too many of your requests are open',
    'Trop de vos demandes sont ouvertes',
  ),
  SAME_PERSON: problem(
    403,
    'It takes another person than the one who proposed it',
    'Une autre personne que celle qui l’a proposé doit l’approuver',
  ),
  STATUS_NOT_ALLOWED: problem(
    409,
    'The status cannot change in this way',
    'Le statut ne peut pas changer ainsi',
  ),
  SVI_CONSENT_MISSING: problem(
    409,
    'Status verification needs a certified account and its consent',
    'La vérification du statut exige un compte certifié et son consentement',
  ),
  SVI_LIMIT_REACHED: problem(
    429,
    'Too many look-ups; try again within the hour',
    'Trop de consultations; réessayez dans l’heure',
  ),
  TERMS_NOT_DUE: problem(409, 'No terms wait for a signature', 'Aucune condition n’attend de signature'),
  USER_EXISTS: problem(
    409,
    'This person may act on the account already',
    'Cette personne a déjà accès au compte',
  ),
  VALIDATION_MISSING: problem(
    409,
    'A validation is required first: one that passed here, or the host’s that this program has recognized',
    'Une validation est d’abord requise : réussie ici, ou celle du programme hôte que ce programme a reconnue',
  ),
  VALIDATION_STATE: problem(
    409,
    'The validation does not allow this now',
    'La validation ne le permet pas en ce moment',
  ),
  VISIT_NOT_DUE: problem(409, 'The day of the visit is still to come', 'Le jour de la visite est à venir'),
};
