import { Controller, Get } from '@nestjs/common';
import { Public } from '@platform/auth/access';
import { Pairing } from '../pairing/pairing';
import { publicJwk, type PublishedKey } from './keys';

/** The public keys that this service signs with, has signed with lately, or will sign with next. */
@Public()
@Controller('.well-known/jwks.json')
export class JwksController {
  constructor(private readonly pairing: Pairing) {}

  /** The public keys with which this service signs. */
  @Get()
  async read(): Promise<{ keys: PublishedKey[] }> {
    return { keys: (await this.pairing.published()).map(publicJwk) };
  }
}
