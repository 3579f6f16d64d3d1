import { inBoth, type Bilingual } from '../domain/bilingual';
import type { ApplicationState } from '../domain/application-record';
import type { Application } from './application.entity';

type Words = (application: Application) => Bilingual;

/** What the carrier is told when its application moves; states that only the carrier itself brings about need no notice. */
const MOVED: Partial<Record<ApplicationState, Words>> = {
  PROOF_NEEDED: ({ reference }) =>
    inBoth(
      `Application ${reference}: to go on, show that a membership is yours with its one-time code.`,
      `Demande ${reference} : pour continuer, prouvez qu’une adhésion est la vôtre au moyen de son code à usage unique.`,
    ),
  PENDING_STAFF: ({ reference }) =>
    inBoth(
      `Application ${reference}: officers of both programs are choosing the program that will host you.`,
      `Demande ${reference} : des agents des deux programmes choisissent le programme qui gérera vos comptes.`,
    ),
  HELD: ({ reference }) =>
    inBoth(
      `Application ${reference} is held while the program that would host you finishes a review.`,
      `La demande ${reference} est en attente pendant que le programme qui gérerait vos comptes termine un examen.`,
    ),
  IN_REVIEW: ({ reference }) =>
    inBoth(`Application ${reference} is in review.`, `La demande ${reference} est à l’examen.`),
  INFO_REQUESTED: ({ reference }) =>
    inBoth(
      `Application ${reference}: a program asks you for information.`,
      `Demande ${reference} : un programme vous demande des renseignements.`,
    ),
  DECIDED: ({ reference }) =>
    inBoth(`Application ${reference} is decided.`, `Une décision a été rendue sur la demande ${reference}.`),
  SUPERSEDED: ({ reference, progress }) =>
    inBoth(
      `Application ${reference} gave way to an earlier one of the same carrier (${progress.survivingReference ?? progress.supersededBy ?? ''}).`,
      `La demande ${reference} a cédé la place à une demande antérieure du même transporteur (${progress.survivingReference ?? progress.supersededBy ?? ''}).`,
    ),
  REFUSED: ({ reference }) =>
    inBoth(
      `Application ${reference} cannot be accepted.`,
      `La demande ${reference} ne peut pas être acceptée.`,
    ),
};

export const movedNotice = (application: Application): Bilingual | undefined =>
  MOVED[application.state]?.(application);
