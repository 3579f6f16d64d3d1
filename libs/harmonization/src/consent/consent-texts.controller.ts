import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { SignedIn } from '@platform/auth/access';
import { Clock, dateIn } from '@platform/clock';
import { currentConsentText, type ConsentText } from '../domain/consent';
import { CONSENT_TEXTS } from '../domain/consent-texts';
import type { ProgramProfile } from '../domain/program-profile';
import { InjectProgram } from '../program/program';

/** The words of each consent that are in force today, in both languages, with every field that they let cross. */
@ApiTags('consents')
@Controller('v1/consent-texts')
export class ConsentTextsController {
  constructor(
    private readonly clock: Clock,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  /** The present texts of consent, in English and French, each with the fields that it covers. */
  @Get()
  @SignedIn()
  list(): { items: ConsentText[] } {
    const today = dateIn(this.profile.timeZone, this.clock.now());
    const scopes = [...new Set(CONSENT_TEXTS.map(({ scope }) => scope))];
    return { items: scopes.flatMap((scope) => currentConsentText(CONSENT_TEXTS, scope, today) ?? []) };
  }
}
