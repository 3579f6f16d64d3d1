import {
  IsBoolean,
  IsIn,
  IsNotEmpty,
  IsObject,
  IsOptional,
  IsString,
  Matches,
  MinLength,
  ValidateIf,
} from 'class-validator';
import type { JSONWebKeySet, JWK } from 'jose';
import {
  AsBoolean,
  AsJson,
  AsNumber,
  AsPem,
  IsEd25519PrivateKey,
  IsEd25519PrivateKeySet,
  IsKeySet,
  IsPem,
  IsUrlOf,
  IsWhole,
} from './config/settings-decorators';

export { ConfigurationError, loadConfig } from './config/environment';

export const ROLES_OF_PROCESS = ['api', 'worker', 'all'] as const;
export type RoleOfProcess = (typeof ROLES_OF_PROCESS)[number];

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

/**
 * What every service reads from its environment; an app adds its own by extending this class. A property `databaseUrl`
 * is the variable `DATABASE_URL`. Load it with `loadConfig(AppConfig)`.
 */
export class ServiceConfig {
  /** Which service this process is; opaque here. */
  @IsNotEmpty()
  program: string;

  /** `api` answers HTTP, `worker` runs the jobs (health and metrics only over HTTP), `all` does both. */
  @IsIn(ROLES_OF_PROCESS)
  role: RoleOfProcess = 'all';

  /** 0 takes any free port. */
  @AsNumber()
  @IsWhole(0, 65_535)
  port: number = 3000;

  /** Loopback unless told otherwise: a container sets `0.0.0.0`. */
  @IsNotEmpty()
  host: string = '127.0.0.1';

  @IsUrlOf('postgres', 'postgresql')
  databaseUrl: string;

  /** The owner role. Given, the process migrates at start; absent, it waits until someone else has. */
  @IsOptional()
  @IsUrlOf('postgres', 'postgresql')
  migrationDatabaseUrl?: string;

  /** Connections of this process to its database. */
  @AsNumber()
  @IsWhole(1, 200)
  databasePoolSize: number = 10;

  /** Milliseconds after which PostgreSQL gives a statement up. */
  @AsNumber()
  @IsWhole(100, 600_000)
  databaseStatementTimeout: number = 15_000;

  /** Where the queue lives; absent, in the service's own database. */
  @IsOptional()
  @IsUrlOf('redis', 'rediss', 'postgres', 'postgresql')
  queueUrl?: string;

  /** Who signs the tokens of people, exactly as in their `iss`. */
  @IsUrlOf('http', 'https')
  issuerUrl: string;

  /** This service's own name in `aud`: a token for another service is refused. */
  @IsNotEmpty()
  audience: string;

  @IsUrlOf('http', 'https')
  jwksUrl: string;

  /** The claims that carry a person's roles and office. */
  @IsNotEmpty()
  rolesClaim: string = 'roles';

  @IsNotEmpty()
  officeClaim: string = 'office';

  /** How many verified tokens a process remembers (until they expire, at most five minutes); 0 verifies every time. */
  @AsNumber()
  @IsWhole(0, 1_000_000)
  tokenCacheSize: number = 10_000;

  @IsUrlOf('http', 'https')
  peerUrl: string;

  /** Where people reach the peer, if not where this service does. */
  @IsOptional()
  @IsUrlOf('http', 'https')
  peerPublicUrl?: string;

  /** The peer's public keys, pinned: a JWK set, or its URL. */
  @AsJson()
  @IsKeySet()
  peerJwks: JSONWebKeySet | string;

  /** The Ed25519 private key that signs what this service says. */
  @AsJson()
  @IsEd25519PrivateKey()
  signingKey: JWK;

  /** Further private keys, which headquarters may announce and make active while the service runs: a JWK set. */
  @IsOptional()
  @AsJson()
  @IsEd25519PrivateKeySet()
  signingKeys?: { keys: JWK[] };

  /** Further public keys to publish: the next one before a rotation, the former one after it. */
  @IsOptional()
  @AsJson()
  @IsKeySet()
  otherKeys?: JSONWebKeySet;

  /** Mutual TLS towards the peer (PEM): our client certificate with its key, and the authority that vouches for the peer. */
  @IsOptional()
  @AsPem()
  @IsPem()
  peerTlsCert?: string;

  @IsOptional()
  @AsPem()
  @IsPem()
  peerTlsKey?: string;

  @IsOptional()
  @AsPem()
  @IsPem()
  peerTlsCa?: string;

  /** Days of retention that are longer than their defaults, by name: `{"deliveredMessages": 800}`. */
  @IsOptional()
  @AsJson()
  @IsObject()
  retentionDays?: Record<string, unknown>;

  /** Secret that hardens the stored hashes of one-time codes. */
  @IsString()
  @MinLength(32)
  codePepper: string;

  @IsIn(LOG_LEVELS)
  logLevel: (typeof LOG_LEVELS)[number] = 'info';

  /** Outgoing mail: SMTP where given, else a file where given, else none. */
  @IsOptional()
  @IsUrlOf('smtp', 'smtps')
  mailUrl?: string;

  @IsOptional()
  @IsNotEmpty()
  mailFile?: string;

  @IsOptional()
  @IsNotEmpty()
  mailFrom?: string;

  /** Where documents lie: this folder, unless a bucket is named. Absent, a folder among the machine's temporary ones. */
  @IsOptional()
  @IsNotEmpty()
  documentFolder?: string;

  /** A bucket of an S3-compatible service, with its name as the path: `https://s3.example/bucket`. */
  @IsOptional()
  @IsUrlOf('http', 'https')
  documentBucketUrl?: string;

  @IsNotEmpty()
  documentBucketRegion: string = 'us-east-1';

  @ValidateIf(({ documentBucketUrl }: ServiceConfig) => documentBucketUrl !== undefined)
  @IsNotEmpty()
  documentBucketKeyId?: string;

  @ValidateIf(({ documentBucketUrl }: ServiceConfig) => documentBucketUrl !== undefined)
  @IsNotEmpty()
  documentBucketSecret?: string;

  /** Media types of documents that are taken, separated by commas; absent, all that can be checked. */
  @IsOptional()
  @IsNotEmpty()
  documentTypes?: string;

  /** Bytes of one document. Its upper bound is what one answer between the services may hold. */
  @AsNumber()
  @IsWhole(1, 30 * 1024 * 1024)
  documentMaxBytes: number = 20 * 1024 * 1024;

  /** Whether `/docs` is served. */
  @AsBoolean()
  @IsBoolean()
  docs: boolean = true;

  /** Folder of the built pages; absent, the service answers its API only. */
  @IsOptional()
  @IsNotEmpty()
  portalFolder?: string;

  /** Where browsers reach this service; needed for the pages' sign-in. */
  @IsOptional()
  @IsUrlOf('http', 'https')
  publicUrl?: string;

  /** The pages' client id at the issuer: a public client with PKCE. */
  @IsNotEmpty()
  portalClientId: string = 'portal';

  /** Encrypts the cookies of the pages: 32 bytes in base64url, the same in every process of this service. */
  @ValidateIf(({ portalFolder }: ServiceConfig) => portalFolder !== undefined)
  @Matches(/^[\w-]{43}=?$/, { message: 'sessionKey must be 32 bytes in base64url' })
  sessionKey?: string;

  get servesApi(): boolean {
    return this.role !== 'worker';
  }

  get runsWorkers(): boolean {
    return this.role !== 'api';
  }
}
