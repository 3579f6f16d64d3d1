import { inBoth, type Bilingual } from '../domain/bilingual';

/** What the subject calls a notice: nothing of what it tells, for subjects are shown on locked screens. */
const CALLED: Readonly<Record<string, Bilingual>> = {
  STATUS_WORSENED: inBoth('The status of your account has changed', 'Le statut de votre compte a changé'),
  STATUS_CHANGED: inBoth('The status of your account has changed', 'Le statut de votre compte a changé'),
  VALIDATION_NOTICE: inBoth('A visit to your company', 'Une visite de votre entreprise'),
  REVALIDATION_DUE: inBoth('Your revalidation', 'Votre revalidation'),
  OWNERSHIP_REQUESTED: inBoth('Someone asks for your account', 'Une personne demande l’accès à votre compte'),
  OWNERSHIP_MOVED: inBoth('Your account has a new owner', 'Votre compte a un nouveau responsable'),
};

const A_NOTICE = inBoth('A notice for you', 'Un avis pour vous');

export function noticeSubject(kind: string, program: Bilingual, accountNumber?: string): Bilingual {
  const called = CALLED[kind] ?? A_NOTICE;
  const about = accountNumber ? ` (${accountNumber})` : '';
  return inBoth(`${program.en}: ${called.en}${about}`, `${program.fr} : ${called.fr}${about}`);
}
