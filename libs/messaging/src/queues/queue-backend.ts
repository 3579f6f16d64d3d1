import {
  createPostgresBackend,
  createRedisBackend,
  type BackendFactory,
  type ConnectionOptions,
} from 'bullmq';
import { Redis } from 'ioredis';
import { Client } from 'pg';
import type { MessagingOptions } from '../messaging-options';

/** Where a process keeps its queues, ready for BullMQ's constructors. */
export interface QueueConnection {
  readonly options: { readonly connection: ConnectionOptions; readonly prefix?: string };
  readonly backend: BackendFactory;
  /** The server cannot be reached now: whoever closes must not wait for it. */
  isAway(): boolean;
  close(): Promise<void>;
}

interface BackendProfile {
  readonly protocols: readonly string[];
  connect(url: string, options: MessagingOptions): QueueConnection;
}

/** Everything that differs between the two engines; nothing else in this library asks which one it is. */
const BACKENDS: readonly BackendProfile[] = [
  { protocols: ['redis:', 'rediss:'], connect: onRedis },
  { protocols: ['postgres:', 'postgresql:'], connect: onPostgres },
];

export function connectQueues(options: MessagingOptions): QueueConnection {
  const url = options.queueUrl ?? options.databaseUrl;
  const backend = BACKENDS.find(({ protocols }) => protocols.includes(new URL(url).protocol));
  if (!backend) throw new Error('The queue address must begin with redis:// or postgres://');
  return backend.connect(url, options);
}

/** One server may serve several services: the braces keep all keys of one of them on one node of a cluster. */
function onRedis(url: string, { self }: MessagingOptions): QueueConnection {
  // Workers wait as long as it takes for a server that is away; BullMQ insists on this setting.
  const redis = new Redis(url, { maxRetriesPerRequest: null, lazyConnect: false });
  // Without a listener the client prints each failed reconnection itself; queues and workers report what matters.
  redis.on('error', () => undefined);
  return {
    options: { connection: redis, prefix: `{${self.toLowerCase()}}` },
    backend: createRedisBackend,
    isAway: () => redis.status !== 'ready',
    close: async () => redis.disconnect(),
  };
}

/** A schema of its own: in the service's database `bullmq`; on a shared server one for each service, as names would clash. */
function onPostgres(url: string, { self, queueUrl, databaseUrl }: MessagingOptions): QueueConnection {
  const isShared = queueUrl !== undefined && queueUrl !== databaseUrl;
  const schema = isShared ? `bullmq_${self.toLowerCase().replaceAll(/[^a-z0-9]/g, '_')}` : 'bullmq';
  // Each queue and each worker opens a pool of its own.
  const connection = { connectionString: url, schema, migrate: true, max: 2, Client: SteadyClient };
  return {
    options: { connection: connection },
    backend: createPostgresBackend as unknown as BackendFactory,
    // A query to a server that is away fails by itself.
    isAway: () => false,
    close: async () => undefined,
  };
}

/**
 * BullMQ checks connections out of its pool without listening for their errors; a server that goes away in that moment
 * would end the process. The query that was under way fails all the same.
 */
class SteadyClient extends Client {
  constructor(...settings: ConstructorParameters<typeof Client>) {
    super(...settings);
    this.on('error', () => undefined);
  }
}
