import { join } from 'node:path';
import {
  Module,
  type DynamicModule,
  type FactoryProvider,
  type ModuleMetadata,
  type Provider,
} from '@nestjs/common';
import { BatchPost } from './delivery/batch-post';
import { DeliverMessagesJob } from './delivery/deliver-messages.job';
import { DeliveryMetrics } from './delivery/delivery-metrics';
import { Deliverer } from './delivery/deliverer';
import { LastLook } from './delivery/last-look';
import { Settlement } from './delivery/settlement';
import { SweepUndeliveredJob } from './delivery/sweep-undelivered.job';
import { DeliveryWakeUp } from './delivery/wake-up';
import { Exchange } from './exchange/exchange';
import { ExchangeSamples } from './exchange/exchange-samples';
import { ExchangeGauges } from './exchange/exchange-gauges';
import { SampleExchangeJob } from './exchange/sample-exchange.job';
import { HeldMessages } from './held/held-messages';
import { Inbox } from './inbox/inbox';
import { InboxRepository } from './inbox/inbox.repository';
import { PeerMessagesController } from './inbox/peer-messages.controller';
import { ReceiverLookup } from './inbox/receiver-lookup';
import { MESSAGING_OPTIONS, type MessagingOptions } from './messaging-options';
import { Outbox } from './outbox/outbox';
import { OutboxRepository } from './outbox/outbox.repository';
import { PairedKeys } from './pairing/paired-keys';
import { Pairing } from './pairing/pairing';
import { HttpClient } from './peer/http-client';
import { PeerClient } from './peer/peer-client';
import { PeerSignatureGuard } from './peer/peer-signature.guard';
import { RawPeerBody } from './peer/raw-peer-body';
import { SignedAnswerInterceptor } from './peer/signed-answer.interceptor';
import { QueueBoard } from './queue-board/queue-board';
import { QueueFigures } from './queues/queue-figures';
import { Queues } from './queues/queues';
import { JobSchedule } from './scheduled-jobs/job-schedule';
import { MessageRetention } from './retention/message-retention';
import { ScheduledJobs } from './scheduled-jobs/scheduled-jobs';
import { JwksController } from './signatures/jwks.controller';
import type { JwkSet } from './signatures/keys';
import { MessageSigner } from './signatures/message-signer';
import { MessageVerifier } from './signatures/message-verifier';
import { PeerKeys } from './signatures/peer-keys';

/** Tables of this library; numbers from 1000. */
export const MESSAGING_MIGRATIONS = join(__dirname, 'migrations');

export interface MessagingRegistration {
  readonly imports?: ModuleMetadata['imports'];
  readonly inject?: FactoryProvider['inject'];
  readonly useFactory: (...dependencies: never[]) => MessagingOptions | Promise<MessagingOptions>;
}

const SIGNATURES: Provider[] = [
  {
    provide: MessageSigner,
    inject: [Pairing],
    useFactory: (pairing: Pairing) => new MessageSigner(() => pairing.signingKey()),
  },
  {
    provide: MessageVerifier,
    inject: [MESSAGING_OPTIONS, Pairing],
    useFactory: (options: MessagingOptions, pairing: Pairing) =>
      new MessageVerifier(new PairedKeys(pairing, peerKeysOf(options)), options.self),
  },
];

const QUEUES = [Queues, QueueBoard, QueueFigures];

const PUBLIC = [
  Outbox,
  ScheduledJobs,
  Exchange,
  ExchangeSamples,
  HeldMessages,
  MessageRetention,
  QueueFigures,
  Deliverer,
  Pairing,
  PeerClient,
  MessageSigner,
  MessageVerifier,
  MESSAGING_OPTIONS,
];

/**
 * Everything messages need to travel. Global: any capability may say something to the peer. The application provides one
 * `MessageReceiver` in any module, and `Database` (platform) in a global one.
 */
@Module({})
export class MessagingModule {
  static register({ imports, inject, useFactory }: MessagingRegistration): DynamicModule {
    return {
      module: MessagingModule,
      global: true,
      imports,
      controllers: [PeerMessagesController, JwksController],
      providers: [
        { provide: MESSAGING_OPTIONS, inject, useFactory: useFactory as FactoryProvider['useFactory'] },
        Pairing,
        ...SIGNATURES,
        ...[
          DeliveryWakeUp,
          DeliveryMetrics,
          ExchangeGauges,
          ExchangeSamples,
          SampleExchangeJob,
          Outbox,
          OutboxRepository,
          Inbox,
          InboxRepository,
          ReceiverLookup,
          Exchange,
          MessageRetention,
        ],
        ...[HeldMessages, PeerClient, PeerSignatureGuard, SignedAnswerInterceptor, RawPeerBody],
        ...[
          ScheduledJobs,
          ...QUEUES,
          BatchPost,
          Settlement,
          LastLook,
          Deliverer,
          SweepUndeliveredJob,
          DeliverMessagesJob,
          JobSchedule,
        ],
      ],
      exports: [...PUBLIC, QueueBoard, PeerSignatureGuard, SignedAnswerInterceptor],
    };
  }
}

/** Keys behind an address are fetched with a client of their own, which needs no signature and lives as long as the keys. */
function peerKeysOf({ peer, tls }: MessagingOptions): PeerKeys {
  const http = new HttpClient(tls, 5_000);
  return new PeerKeys(peer.keys, async (url) => {
    const answer = await http.call({
      method: 'GET',
      url: new URL(url),
      headers: { accept: 'application/json' },
    });
    return JSON.parse(answer.body.toString()) as JwkSet;
  });
}
