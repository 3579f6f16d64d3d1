import { inBoth, type Bilingual } from '../bilingual';

export interface Criterion {
  /** Category and number within it, e.g. `4.2`; numbers have gaps, as the published list has. */
  readonly id: string;
  readonly level: 'MUST' | 'SHOULD';
  readonly text: Bilingual;
}

const must = (id: string, en: string, fr: string): Criterion => ({ id, level: 'MUST', text: inBoth(en, fr) });
const should = (id: string, en: string, fr: string): Criterion => ({
  id,
  level: 'SHOULD',
  text: inBoth(en, fr),
});

/**
 * SEC-2: the criteria that a highway carrier answers, each a MUST or a SHOULD: a short wording, by the published numbers,
 * of those minimum security criteria that every carrier meets whatever it hauls.
 */
export const CRITERIA: readonly Criterion[] = [
  should(
    '1.1',
    'A statement of support signed by a senior official.',
    'Une déclaration d’appui signée par un haut dirigeant.',
  ),
  should(
    '1.2',
    'A security team drawn from all departments concerned.',
    'Une équipe de sécurité issue de tous les services concernés.',
  ),
  must(
    '1.3',
    'A written, layered review of the security program.',
    'Un examen écrit et à plusieurs niveaux du programme de sécurité.',
  ),
  must(
    '1.4',
    'A point of contact who knows the program and reports to management.',
    'Une personne-ressource qui connaît le programme et rend compte à la direction.',
  ),
  must(
    '2.1',
    'A documented assessment of supply chain risk.',
    'Une évaluation documentée des risques de la chaîne d’approvisionnement.',
  ),
  must(
    '2.3',
    'Risk assessments are reviewed every year.',
    'Les évaluations des risques sont revues chaque année.',
  ),
  should(
    '2.4',
    'Plans for crises and for resuming business.',
    'Des plans de crise et de reprise des activités.',
  ),
  must(
    '3.1',
    'A written, risk-based process to screen business partners.',
    'Un processus écrit, fondé sur le risque, de sélection des partenaires.',
  ),
  must(
    '3.4',
    'Evidence that partners are certified or meet the criteria.',
    'La preuve que les partenaires sont certifiés ou satisfont aux critères.',
  ),
  must(
    '3.5',
    'Subcontracted carriers are held to the same criteria.',
    'Les sous-traitants sont tenus aux mêmes critères.',
  ),
  must(
    '4.1',
    'Written policies that protect information systems.',
    'Des politiques écrites de protection des systèmes d’information.',
  ),
  must(
    '4.2',
    'Software and hardware that defend against malware and intrusion.',
    'Des logiciels et du matériel contre les maliciels et les intrusions.',
  ),
  must(
    '4.7',
    'Access to systems by the needs of the job, withdrawn at departure.',
    'Un accès aux systèmes selon les besoins du poste, retiré au départ de l’employé.',
  ),
  must(
    '4.8',
    'Individual accounts with strong passwords.',
    'Des comptes individuels avec des mots de passe robustes.',
  ),
  must(
    '5.1',
    'Tractors and trailers are kept where nobody can tamper with them.',
    'Des tracteurs et des remorques gardés à l’abri de toute altération.',
  ),
  must(
    '5.2',
    'Written inspection procedures, for security and for pests.',
    'Des procédures d’inspection écrites, pour la sécurité et les ravageurs.',
  ),
  must(
    '5.3',
    'Inspection of tractor and trailer before each crossing.',
    'Une inspection du tracteur et de la remorque avant chaque passage.',
  ),
  must(
    '5.16',
    'Conveyances are tracked from pickup to delivery.',
    'Les véhicules sont suivis de la cueillette à la livraison.',
  ),
  must(
    '6.1',
    'Written procedures for high-security seals.',
    'Des procédures écrites pour les scellés de haute sécurité.',
  ),
  must('6.2', 'Seals meet ISO 17712.', 'Les scellés satisfont à la norme ISO 17712.'),
  must(
    '6.6',
    'Seal records and stock are audited.',
    'Les registres et l’inventaire des scellés sont vérifiés.',
  ),
  must('7.1', 'Cargo staged overnight is secured.', 'Les marchandises laissées pour la nuit sont protégées.'),
  must(
    '7.6',
    'Shipping information is legible, complete, accurate and on time.',
    'Les renseignements d’expédition sont lisibles, complets, exacts et transmis à temps.',
  ),
  must(
    '7.23',
    'Written procedures for reporting an incident.',
    'Des procédures écrites de signalement d’un incident.',
  ),
  should('7.25', 'A way to report problems anonymously.', 'Un moyen de signaler anonymement un problème.'),
  must(
    '8.1',
    'Written procedures against visible pest contamination.',
    'Des procédures écrites contre la contamination visible par des ravageurs.',
  ),
  must(
    '9.1',
    'Terminals and yards have barriers against entry.',
    'Les terminaux et les parcs de véhicules sont protégés contre les intrusions.',
  ),
  must(
    '9.6',
    'Sufficient lighting inside and outside.',
    'Un éclairage suffisant à l’intérieur et à l’extérieur.',
  ),
  should(
    '9.7',
    'Security technology watches sensitive areas.',
    'La technologie de sécurité surveille les zones sensibles.',
  ),
  must(
    '10.1',
    'Written procedures for badges, keys and access.',
    'Des procédures écrites pour les cartes, les clés et l’accès.',
  ),
  must(
    '10.2',
    'Visitors, vendors and drivers are identified.',
    'Les visiteurs, les fournisseurs et les chauffeurs sont identifiés.',
  ),
  must(
    '11.1',
    'Written process to screen applicants for employment.',
    'Un processus écrit de vérification des candidats à l’emploi.',
  ),
  should(
    '11.2',
    'Background checks as the law allows.',
    'Des vérifications des antécédents dans la mesure permise par la loi.',
  ),
  must('11.5', 'A code of conduct with consequences.', 'Un code de conduite assorti de sanctions.'),
  must(
    '12.1',
    'A security training program for all employees.',
    'Un programme de formation à la sécurité pour tout le personnel.',
  ),
  must(
    '12.2',
    'Drivers are trained to inspect conveyances.',
    'Les chauffeurs sont formés à l’inspection des véhicules.',
  ),
];

const KNOWN = new Set(CRITERIA.map(({ id }) => id));

export const isCriterion = (id: string): boolean => KNOWN.has(id);
