import { Injectable } from '@nestjs/common';
import type { Tx } from '@platform/database';
import type { ActingParty } from '../audit/audit-log';
import {
  CaseDefinitions,
  RegisteredCase,
  type CaseChoice,
  type CaseEvidence,
} from '../casework/case-definition';
import type { CaseFacts, CaseResolution, StaffCase } from '../casework/staff-case.entity';
import { inBoth, type Bilingual } from '../domain/bilingual';
import type { SpokenRule } from '../domain/host-assignment';
import type { ProgramProfile } from '../domain/program-profile';
import { InjectProgram } from '../program/program';
import { ApplicationFlow } from './application-flow';
import { ApplicationFollowUp } from './application-follow-up';
import { Applications } from './applications';

/** The choice by which both programs refuse the application. */
export const REFUSE = 'REFUSE';

const REFUSAL: CaseChoice = {
  code: REFUSE,
  label: inBoth('Neither program hosts', 'Aucun programme n’est l’hôte'),
  effect: inBoth(
    'Once both programs have said so, the application ends as refused in both, and the carrier is told.',
    'Dès que les deux programmes se sont prononcés ainsi, la demande est refusée par les deux et le transporteur en est informé.',
  ),
};

/**
 * Domain §7: the host of an application that the rules leave to staff, by one officer of each program; or the override of a
 * designated host after an objection (R9), by headquarters of each.
 */
@Injectable()
export class HostAssignmentCase extends RegisteredCase {
  readonly kind = 'HOST_ASSIGNMENT';
  readonly dueDays = 10;
  override readonly needsBoth = true;

  constructor(
    definitions: CaseDefinitions,
    private readonly applications: Applications,
    private readonly flow: ApplicationFlow,
    private readonly followUp: ApplicationFollowUp,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {
    super(definitions);
  }

  why({ override }: CaseFacts): Bilingual {
    return override
      ? inBoth(
          'The carrier objects to the program that hosts it. The host stands unless headquarters of both programs choose the other.',
          'Le transporteur s’oppose à son programme hôte. L’hôte demeure, sauf si les administrations centrales des deux programmes choisissent l’autre.',
        )
      : inBoth(
          'The rules cannot say which program hosts this carrier: one officer of each program must choose the same.',
          'Les règles ne permettent pas de dire quel programme est l’hôte : un agent de chaque programme doit faire le même choix.',
        );
  }

  evidence({ reference, rules, designated }: CaseFacts): CaseEvidence[] {
    const spoken = (rules ?? []) as SpokenRule[];
    return [
      { label: inBoth('Application', 'Demande'), text: inBoth(String(reference), String(reference)) },
      ...(designated
        ? [{ label: inBoth('Designated host', 'Hôte désigné'), text: this.nameOf(String(designated)) }]
        : []),
      ...spoken.map(({ id, text, facts }) => ({
        label: inBoth(`Rule ${id}`, `Règle ${id}`),
        text: withObjection(text, facts),
      })),
    ];
  }

  choices({ facts }: StaffCase): CaseChoice[] {
    const { profile } = this;
    if (facts.override)
      return [profile, profile.peer].map((program) =>
        this.override(program, facts.designated === program.code),
      );
    return [this.hosting(profile), this.hosting(profile.peer), REFUSAL];
  }

  /**
   * Both programs have fixed the host; the entry side carries it out and says it. Where a host was designated already (R9), the
   * present proposal ends with `REHOST` and the chosen host proposes anew, unless the link is bound by now: then it comes too late.
   */
  async carryOut(tx: Tx, row: StaffCase, { choice }: CaseResolution, by: ActingParty): Promise<void> {
    const application = await this.applications.lock(tx, row.subjectId);
    if (!application) return;
    const { determination, linkId } = application.progress;
    const isOverride =
      determination?.host !== undefined && determination.host !== choice && choice !== REFUSE;
    if (application.isEntry && isOverride) {
      if (linkId && !(await this.followUp.mayRehost(tx, linkId))) return;
      await this.applications.store(tx, application, {
        progress: {
          ...application.progress,
          determination: { ...determination, host: choice },
          hostFixedByStaff: true,
          scenario: undefined,
          linkId: undefined,
        },
      });
      if (linkId) await this.followUp.rehost(tx, linkId, by);
    } else if (application.isEntry) {
      const progress = { ...application.progress, hostFixedByStaff: true };
      await this.applications.store(tx, application, { progress });
    }
    await this.flow.settle(tx, row.subjectId, by);
  }

  private hosting({ code, name }: Hosting): CaseChoice {
    return {
      code,
      label: inBoth(`${name.en} hosts`, `Le programme ${name.fr} est l’hôte`),
      effect: inBoth(
        `Once both programs have said so, the application goes on and ${name.en} manages the carrier.`,
        `Dès que les deux programmes se sont prononcés ainsi, la demande suit son cours et le programme ${name.fr} gère le transporteur.`,
      ),
    };
  }

  private override(program: Hosting, isPresent: boolean): CaseChoice {
    const { code, name } = program;
    if (!isPresent) return { ...this.hosting(program), by: ['HQ'], effect: overrideEffect(name) };
    return {
      code,
      by: ['HQ'],
      label: inBoth(`${name.en} stays the host`, `Le programme ${name.fr} demeure l’hôte`),
      effect: inBoth(
        'Nothing changes; the objection is answered.',
        'Rien ne change; l’opposition est tranchée.',
      ),
    };
  }

  private nameOf(code: string): Bilingual {
    return code === this.profile.code ? this.profile.name : this.profile.peer.name;
  }
}

type Hosting = Pick<ProgramProfile, 'code' | 'name'>;

const overrideEffect = (name: Bilingual): Bilingual =>
  inBoth(
    `Once headquarters of both programs have said so, the present proposal ends and ${name.en} proposes a new link as host.`,
    `Dès que les deux administrations centrales se sont prononcées ainsi, la proposition actuelle prend fin et le programme ${name.fr} propose un nouveau lien à titre d’hôte.`,
  );

function withObjection(text: Bilingual, facts: SpokenRule['facts'] | undefined): Bilingual {
  const objection = typeof facts?.objection === 'string' ? facts.objection : undefined;
  return objection ? inBoth(`${text.en} “${objection}”`, `${text.fr} « ${objection} »`) : text;
}
