import type { CaseEvidence } from '../casework/case-definition';
import type { CaseFacts } from '../casework/staff-case.entity';
import { inBoth, type Bilingual } from '../domain/bilingual';

interface Words {
  readonly why: Bilingual;
  /** What is to be done; shown as evidence beside what it rests on. */
  readonly toDo: Bilingual;
}

/** What an officer has to know of each thing that a restore has touched, by the `standing` of the case. */
const WORDS: Readonly<Record<string, Words>> = {
  RESTORED: {
    why: inBoth(
      'Our database was put back from a backup. Facts of this account that the other program had heard since stand again, with source RESTORED.',
      'Notre base de données a été rétablie à partir d’une sauvegarde. Les faits de ce compte que l’autre programme avait reçus depuis sont de nouveau inscrits, avec la source RESTORED.',
    ),
    toDo: inBoth(
      'Compare the history with your file: officers’ reasons and steps within one status never crossed. Write again what is missing.',
      'Comparez l’historique avec votre dossier : les motifs des agents et les étapes à l’intérieur d’un même statut n’ont jamais été transmis. Inscrivez de nouveau ce qui manque.',
    ),
  },
  REBUILT: {
    why: inBoth(
      'This account was opened after the backup from which our database was put back. It was rebuilt under its number from what the other program holds: the shared data, the wire status with its dates, both decisions, consents, validations and the link.',
      'Ce compte a été ouvert après la sauvegarde à partir de laquelle notre base de données a été rétablie. Il a été reconstitué sous son numéro à partir de ce que détient l’autre programme : données communes, statut transmis et ses dates, les deux décisions, consentements, validations et lien.',
    ),
    toDo: inBoth(
      'The other program cannot know: our own status in detail and the steps before it, who may sign in to the account, officers’ notes and comments, our vetting outcome, documents that were not shared. Compare the account with your file, correct its status and dates, record the vetting again, and have an officer of the company claim the account with the code that is sent to the contact on file (or help with an ownership request).',
      'L’autre programme ne peut pas connaître : notre propre statut en détail et les étapes qui l’ont précédé, les personnes qui ont accès au compte, les notes et commentaires des agents, le résultat de notre vérification, les documents non communiqués. Comparez le compte avec votre dossier, corrigez le statut et les dates, inscrivez de nouveau la vérification, et demandez à un dirigeant de l’entreprise de prendre possession du compte au moyen du code envoyé à la personne-ressource au dossier (ou aidez-le par une demande de transfert).',
    ),
  },
  NUMBER_TAKEN: {
    why: inBoth(
      'The other program speaks of an account under this number that was opened after the backup from which our database was put back. The number has been given to another carrier since: nothing was rebuilt, and nothing was linked.',
      'L’autre programme parle d’un compte portant ce numéro, ouvert après la sauvegarde à partir de laquelle notre base de données a été rétablie. Le numéro a depuis été attribué à un autre transporteur : rien n’a été reconstitué ni lié.',
    ),
    toDo: inBoth(
      'Ask the other program to end its link with this number. Then the carrier applies again here and gets a new number.',
      'Demandez à l’autre programme de mettre fin à son lien avec ce numéro. Le transporteur présente ensuite une nouvelle demande ici et reçoit un nouveau numéro.',
    ),
  },
  NOT_REBUILT: {
    why: inBoth(
      'This account was opened after the backup from which our database was put back. It cannot be rebuilt: the other program holds no shared data of it, or may not send them while the link is paused or the consent is withdrawn.',
      'Ce compte a été ouvert après la sauvegarde à partir de laquelle notre base de données a été rétablie. Il ne peut être reconstitué : l’autre programme n’en détient pas les données communes, ou ne peut les transmettre tant que le lien est en pause ou le consentement retiré.',
    ),
    toDo: inBoth(
      'Once the pause is over the account is rebuilt by itself. If it does not end, write to the carrier: it applies again, or gives its consent again at the other program.',
      'Le compte se reconstitue de lui-même à la fin de la pause. Si elle ne prend pas fin, écrivez au transporteur : il présente une nouvelle demande ou donne de nouveau son consentement à l’autre programme.',
    ),
  },
  REFERENCE_TAKEN: {
    why: inBoth(
      'The other program holds an application made here after the backup from which our database was put back. Its reference has been given to another application since: it was not rebuilt.',
      'L’autre programme détient une demande faite ici après la sauvegarde à partir de laquelle notre base de données a été rétablie. Sa référence a depuis été attribuée à une autre demande : elle n’a pas été reconstituée.',
    ),
    toDo: inBoth(
      'Agree with the other program which application goes on, and have the carrier apply again.',
      'Convenez avec l’autre programme de la demande qui se poursuit et invitez le transporteur à présenter une nouvelle demande.',
    ),
  },
  VALIDATION_OPEN: {
    why: inBoth(
      'A validation that we had begun after the backup from which our database was put back is not here any more, and another one has been begun since. It was not rebuilt.',
      'Une validation entreprise après la sauvegarde à partir de laquelle notre base de données a été rétablie n’existe plus ici, et une autre a été entreprise depuis. Elle n’a pas été reconstituée.',
    ),
    toDo: inBoth(
      'Go on with one of the two: enter in the present one what is in your file of the earlier one.',
      'Poursuivez une seule des deux : inscrivez dans la validation actuelle ce que votre dossier contient de la précédente.',
    ),
  },
  DOCUMENT_MISSING: {
    why: inBoth(
      'This document was shared after the backup from which our database was put back. Its name and its SHA-256 came back from the other program; its bytes are not in our store, and the other program cannot give them back.',
      'Ce document a été communiqué après la sauvegarde à partir de laquelle notre base de données a été rétablie. Son nom et son empreinte SHA-256 nous sont revenus de l’autre programme; son contenu n’est plus dans notre espace de stockage et l’autre programme ne peut nous le rendre.',
    ),
    toDo: inBoth(
      'Ask the carrier for the same file and have it uploaded again: the document is then whole by itself. Or put the store back from its own backup. If there is no such file any more, remove the document.',
      'Demandez le même fichier au transporteur et faites-le téléverser de nouveau : le document se complète alors de lui-même. Ou rétablissez l’espace de stockage à partir de sa propre sauvegarde. Si le fichier n’existe plus, retirez le document.',
    ),
  },
};

const wordsOf = ({ standing }: CaseFacts): Words | undefined =>
  typeof standing === 'string' ? WORDS[standing] : undefined;

/** Why a case exists that a restore has opened; undefined of any other. */
export const whyRestored = (facts: CaseFacts): Bilingual | undefined => wordsOf(facts)?.why;

const NAMES = {
  accountNumber: inBoth('Account', 'Compte'),
  about: inBoth('Told by', 'Selon'),
  reference: inBoth('Application', 'Demande'),
  document: inBoth('Document', 'Document'),
  kind: inBoth('Kind of record', 'Type d’enregistrement'),
};

/** What to do, and what it rests on; undefined of a case that no restore has opened. */
export function evidenceOfRestore(facts: CaseFacts): CaseEvidence[] | undefined {
  const words = wordsOf(facts);
  if (!words) return undefined;
  const named = Object.entries(NAMES).filter(([name]) => facts[name] !== undefined);
  return [
    { label: inBoth('What to do', 'À faire'), text: words.toDo },
    ...named.map(([name, label]) => ({ label, text: inBoth(String(facts[name]), String(facts[name])) })),
  ];
}
