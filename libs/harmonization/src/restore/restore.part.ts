import type { KernelPart } from '../kernel-parts';
import { Echoes } from './echoes';
import { EchoesController } from './echoes.controller';
import { RecoverFacts } from './recover-facts';

/** After a restore: what the peer had heard of this side, asked for and told. */
export const RESTORE_PART: KernelPart = {
  controllers: [EchoesController],
  providers: [Echoes, RecoverFacts],
};
