import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { MessageReceiver } from './message-receiver';

/**
 * Finds the application's receiver when it is needed: the receiver itself needs the outbox, so neither module could be
 * built first if this were a constructor argument.
 */
@Injectable()
export class ReceiverLookup {
  constructor(private readonly modules: ModuleRef) {}

  get(): MessageReceiver {
    return this.modules.get(MessageReceiver, { strict: false });
  }
}
