import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { SignedIn } from '@platform/auth/access';
import { CurrentCaller, type Caller } from '@platform/auth/caller';
import type { ProgramProfile } from '../domain/program-profile';
import { InjectProgram } from './program';

/** Who the service takes the caller for. */
@ApiTags('me')
@Controller('v1/me')
export class MeController {
  constructor(@InjectProgram() private readonly profile: ProgramProfile) {}

  /** Who is signed in, with which roles, at which program. */
  @Get()
  @SignedIn()
  me(@CurrentCaller() caller: Caller): Caller & { program: string } {
    return { ...caller, program: this.profile.code };
  }
}
