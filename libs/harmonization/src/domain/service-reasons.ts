import { inBoth, type Bilingual } from './bilingual';
import { CODE_WORDS } from './code-words';
import { reasonInWords } from './reason-words';

/**
 * TXT-9: why the service itself did something. What is stored begins with the code, in no language; whoever reads it reads these
 * words. What persons wrote is stored and read as they wrote it.
 */
export const SERVICE_REASONS = {
  SERVICE_APPLICATION_MOVED: inBoth('The application has gone on', 'La demande a suivi son cours'),
  SERVICE_ACCOUNT_MOVED: inBoth('The account has gone on', 'Le compte a changé de statut'),
  SERVICE_ACCOUNT_LINKED: inBoth(
    'The account has been linked with one of the other program',
    'Le compte a été lié à un compte de l’autre programme',
  ),
  SERVICE_BOTH_SUSPENDED: inBoth(
    'The account here is suspended too',
    'Le compte d’ici est suspendu lui aussi',
  ),
  SERVICE_CONSENT_AGAIN: inBoth(
    'The carrier has given its consent again',
    'Le transporteur a consenti de nouveau',
  ),
  SERVICE_DRAFT_APPLIED: inBoth(
    'An edit that was kept as a draft',
    'Une modification gardée comme brouillon',
  ),
  SERVICE_BYTES_CAME: inBoth('The bytes of the document have come', 'Le contenu du document est arrivé'),
  SERVICE_SEARCH_OVER: inBoth('The search is over', 'La recherche est terminée'),
  SERVICE_HOST_MOVED: inBoth('The host has changed', 'L’hôte a changé'),
  SERVICE_HOST_RETURNED: inBoth(
    'The hand-over was refused and the right to edit returned; ask again to try again',
    'La passation a été refusée et le droit de modifier est revenu; refaites la demande pour réessayer',
  ),
  SERVICE_LINK_ENDED: inBoth('The link has ended', 'Le lien a pris fin'),
  SERVICE_PEER_ANSWERED: inBoth('The other program has answered', 'L’autre programme a répondu'),
  SERVICE_PEER_STATUS: inBoth(
    'The other program’s account has changed',
    'Le compte de l’autre programme a changé',
  ),
  SERVICE_RECOGNIZED: inBoth('The validation was recognized', 'La validation a été reconnue'),
  SERVICE_SAID_ALIKE: inBoth(
    'Both programs have said the same',
    'Les deux programmes se sont prononcés de même',
  ),
  SERVICE_WITHDRAWN: inBoth('Withdrawn by who asked', 'Retirée par la personne qui l’a faite'),
} as const satisfies Readonly<Record<string, Bilingual>>;

export type ServiceReason = keyof typeof SERVICE_REASONS;

const BETWEEN = ': ';

/** A reason as it is stored: the code, and after it what it is about (a code) or what persons wrote. */
export const serviceReason = (code: ServiceReason, detail = ''): string =>
  detail === '' ? code : `${code}${BETWEEN}${detail}`;

/** A stored reason as people read it: the service's own in words, anyone else's as it is. */
export function storedReasonInWords(stored: string): Bilingual {
  const [code = '', ...details] = stored.split(BETWEEN);
  const words = (SERVICE_REASONS as Readonly<Record<string, Bilingual>>)[code];
  if (!words) return CODE_WORDS[stored] ?? inBoth(stored, stored);
  if (details.length === 0) return words;
  const detail = details.join(BETWEEN);
  const about = /^[A-Z][A-Z_]+$/.test(detail) ? reasonInWords(detail) : inBoth(detail, detail);
  return inBoth(`${words.en} (${about.en})`, `${words.fr} (${about.fr})`);
}
