import { Controller, Get, Inject } from '@nestjs/common';
import { Public } from '@platform/auth/access';
import { MESSAGING_OPTIONS, type MessagingOptions } from '../messaging-options';
import { publicJwk } from './keys';

/** The public keys that this service signs with, has signed with lately, or will sign with next. */
@Public()
@Controller('.well-known/jwks.json')
export class JwksController {
  private readonly document: object;

  constructor(@Inject(MESSAGING_OPTIONS) options: MessagingOptions) {
    this.document = { keys: [options.signingKey, ...(options.otherKeys ?? [])].map(publicJwk) };
  }

  @Get()
  read(): object {
    return this.document;
  }
}
