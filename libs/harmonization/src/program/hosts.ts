import { Injectable } from '@nestjs/common';
import { ServiceConfig } from '@platform/config';
import type { ProgramProfile } from '../domain/program-profile';
import { RefusedError } from '../refusal/refused.error';
import { InjectProgram } from './program';

/** Where a carrier finds the program that hosts its account. */
export interface HostAddress {
  readonly host: string;
  readonly hostName: ProgramProfile['name'];
  readonly hostUrl?: string;
}

/** Names the program that hosts an account, with the address at which its carriers reach it. */
@Injectable()
export class Hosts {
  constructor(
    private readonly config: ServiceConfig,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  addressOf(host: string): HostAddress {
    if (host === this.profile.code) return { host, hostName: this.profile.name };
    const { code, name } = this.profile.peer;
    return { host: code, hostName: name, hostUrl: this.config.peerPublicUrl ?? this.config.peerUrl };
  }

  /** The refusal of whatever only the host does for its carriers. */
  elsewhere(host: string): RefusedError {
    return new RefusedError({ code: 'HOSTED_ELSEWHERE', facts: { ...this.addressOf(host) } });
  }
}
