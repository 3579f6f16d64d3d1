import { inBoth, type Bilingual } from './bilingual';

/** A code for which nobody has written words yet: better read than `SOME_CODE`. */
export const plainly = (code: string): Bilingual => {
  const words = code.toLowerCase().replaceAll('_', ' ');
  return inBoth(words, words);
};

/** Codes that no program owns, as they stand in a record of a link or of a case. */
export const CODE_WORDS: Readonly<Record<string, Bilingual>> = {
  ACTIVE: inBoth('active', 'actif'),
  ACTIVE_VALIDATED: inBoth('active and validated', 'actif et validé'),
  SUSPENDED: inBoth('suspended', 'suspendu'),
  ENDED_BY_PROGRAM: inBoth('ended by the program', 'résilié par le programme'),
  DENIED: inBoth('denied', 'refusé'),
  WITHDRAWN: inBoth('withdrawn', 'retiré'),
  APPLICANT: inBoth('at the stage of an application', 'à l’étape de la demande'),
  PROPOSED: inBoth('proposed', 'proposé'),
  DECISIONS_PENDING: inBoth('waiting for both decisions', 'en attente des deux décisions'),
  CUTOVER: inBoth('handing over', 'passation en cours'),
  TRANSFER_PENDING: inBoth('changing its host', 'changement d’hôte en cours'),
  RESYNC: inBoth('being restored', 'rétablissement en cours'),
  ENDED: inBoth('ended', 'terminé'),
  DIFFERS: inBoth('differs', 'diffère'),
  AHEAD: inBoth('is ahead', 'est en avance'),
  BEHIND: inBoth('is behind', 'est en retard'),
  SAME: inBoth('the same', 'identique'),
  MISSING: inBoth('missing', 'absent'),
  RESTORED: inBoth('restored from a backup', 'rétabli à partir d’une sauvegarde'),
  DECLINED_HERE: inBoth('declined here', 'refusée ici'),
  DECLINED_THERE: inBoth('declined by the other program', 'refusée par l’autre programme'),
  FAILED_THERE: inBoth('failed at the host', 'non réussie chez l’hôte'),
  EXPIRED: inBoth('it is older than four years', 'elle date de plus de quatre ans'),
  SITE_NOT_COVERED: inBoth('a site was not covered', 'un établissement n’a pas été visité'),
  CRITERIA_NOT_ASSESSED: inBoth('criteria were not assessed', 'des critères n’ont pas été évalués'),
  FACTS_CHANGED: inBoth('the facts have changed since', 'les faits ont changé depuis'),
  NATIONAL_SECURITY: inBoth('national security', 'sécurité nationale'),
  CARRIER: inBoth('the carrier', 'le transporteur'),
  STAFF: inBoth('officers', 'des agents'),
  MOVE: inBoth('move the host', 'changer d’hôte'),
  STAY: inBoth('leave the host', 'conserver l’hôte'),
  HIGHWAY_CARRIER: inBoth('highway carrier', 'transporteur routier'),
  HIGHWAY_CARRIER_US_CA: inBoth('highway carrier US–Canada', 'transporteur routier É.-U.–Canada'),
  HIGHWAY_CARRIER_US_MX: inBoth('highway carrier US–Mexico', 'transporteur routier É.-U.–Mexique'),
  IMPORTER: inBoth('importer', 'importateur'),
  EXPORTER: inBoth('exporter', 'exportateur'),
  WAREHOUSE: inBoth('warehouse', 'entrepôt'),
  FREIGHT_FORWARDER: inBoth('freight forwarder', 'transitaire'),
  SHIPPING_AGENT: inBoth('shipping agent', 'agent maritime'),
  CUSTOMS_BROKER: inBoth('customs broker', 'courtier en douane'),
  BROKER: inBoth('broker', 'courtier'),
  CONSOLIDATOR: inBoth('consolidator', 'groupeur'),
  FOREIGN_MANUFACTURER: inBoth('foreign manufacturer', 'fabricant étranger'),
  MEXICAN_LONG_HAUL: inBoth('Mexican long-haul carrier', 'transporteur mexicain longue distance'),
  RAIL: inBoth('rail carrier', 'transporteur ferroviaire'),
  SEA: inBoth('sea carrier', 'transporteur maritime'),
  MARINE: inBoth('marine carrier', 'transporteur maritime'),
  AIR: inBoth('air carrier', 'transporteur aérien'),
  COURIER: inBoth('courier', 'service de messagerie'),
  MPTO: inBoth('marine port terminal operator', 'exploitant de terminal portuaire'),
  THIRD_PARTY_LOGISTICS: inBoth('third-party logistics provider', 'fournisseur de services logistiques'),
};

/** A line of business in words, whichever program calls it so. */
export const lineInWords = (line: string): Bilingual => CODE_WORDS[line] ?? plainly(line);
