import { join } from 'node:path';
import type { DynamicModule } from '@nestjs/common';
import { MESSAGING_MIGRATIONS, MessagingModule } from '@messaging/messaging.module';
import type { MessagingOptions } from '@messaging/messaging-options';
import { QueueBoard } from '@messaging/queue-board';
import { startService, type RunningService } from '@platform/bootstrap';
import { dateIn, SystemClock, type Clock } from '@platform/clock';
import { loadConfig, ServiceConfig } from '@platform/config';
import { PLATFORM_MIGRATIONS } from '@platform/migrations';
import {
  Account,
  AccountAccess,
  AccountDateChange,
  AccountStatusChange,
  AccountVerification,
} from './account/account.entity';
import { KERNEL_ANSWERS } from './answers';
import { Application } from './application/application.entity';
import { AuditEntry } from './audit/audit-entry.entity';
import { CaseComment } from './casework/case-comment.entity';
import { StaffCase } from './casework/staff-case.entity';
import { Arrangement, Consent } from './consent/consent.entity';
import { typesTaken } from './document/document-intake';
import type { ProgramProfile } from './domain/program-profile';
import { KernelModule } from './kernel.module';
import { KERNEL_PARTS } from './kernel-parts';
import { LinkCode } from './linking/link-code.entity';
import { Link } from './linking/link.entity';
import { Notice } from './notice/notice.entity';
import { Validation } from './validation/validation.entity';

/** Folder of the kernel's migrations; the numbers of all folders together give the order. */
export const KERNEL_MIGRATIONS = join(__dirname, 'migrations');

/** Every row class of the kernel. */
export const KERNEL_ENTITIES = [
  ...KERNEL_PARTS.flatMap(({ entities = [] }) => [...entities]),
  Account,
  AccountAccess,
  AccountDateChange,
  AccountStatusChange,
  AccountVerification,
  Application,
  Arrangement,
  AuditEntry,
  CaseComment,
  Consent,
  Link,
  LinkCode,
  Notice,
  StaffCase,
  Validation,
];

/** What an app adds to the kernel: its profile and the tables that only it has. */
export interface Program {
  readonly profile: ProgramProfile;
  readonly migrations: string;
}

export interface StartOptions {
  readonly env?: NodeJS.ProcessEnv;
  /** A movable clock, in the local start and in tests. */
  readonly clock?: Clock;
  readonly closeOnSignals?: boolean;
}

/** Every folder of migrations that a program's database needs. */
export const migrationsOf = ({ migrations }: Program): string[] => [
  PLATFORM_MIGRATIONS,
  KERNEL_MIGRATIONS,
  MESSAGING_MIGRATIONS,
  migrations,
];

/** Starts the service of one program with what its environment says. */
export async function startProgram(
  program: Program,
  { env = process.env, clock = new SystemClock(), closeOnSignals }: StartOptions = {},
): Promise<RunningService> {
  const { profile } = program;
  const config = loadConfig(ServiceConfig, { ...env, PROGRAM: profile.code });
  return startService(moduleOf(profile), {
    config,
    entities: KERNEL_ENTITIES,
    migrations: migrationsOf(program),
    api: {
      title: `Harmonization 1.0: ${profile.name.en}`,
      description: 'One application for both programs, two accounts linked one to one, one host.',
      version: '1.0.0',
      answers: KERNEL_ANSWERS,
    },
    face: () => faceOf(profile, config, clock.now()),
    mountedPages: QueueBoard,
    clock,
    closeOnSignals,
  });
}

/** What the pages need to know of the program that serves them: its own facts, and those by which its rules judge what is typed. */
const faceOf = (
  { code, name, face, country, peer, timeZone, ownSupplement, peerSupplement, ...profile }: ProgramProfile,
  config: ServiceConfig,
  now: Date,
): object => ({
  code,
  name,
  country,
  peer,
  supplements: { own: ownSupplement, peer: peerSupplement },
  harmonizableLines: profile.harmonizableLines,
  statusProof: profile.statusProof,
  today: dateIn(timeZone, now),
  documents: {
    types: typesTaken(config),
    maxBytes: config.documentMaxBytes,
  },
  ...face,
});

const moduleOf = (profile: ProgramProfile): DynamicModule => ({
  module: class ProgramModule {},
  imports: [
    MessagingModule.register({
      inject: [ServiceConfig],
      useFactory: (config: ServiceConfig) => messagingOptions(config, profile),
    }),
    KernelModule.register(profile),
  ],
});

function messagingOptions(config: ServiceConfig, profile: ProgramProfile): MessagingOptions {
  return {
    self: profile.code,
    peer: {
      code: profile.peer.code,
      url: config.peerUrl,
      keys: config.peerJwks as MessagingOptions['peer']['keys'],
    },
    signingKey: config.signingKey as MessagingOptions['signingKey'],
    furtherSigningKeys: config.signingKeys?.keys as MessagingOptions['furtherSigningKeys'],
    role: config.role,
    otherKeys: config.otherKeys?.keys as MessagingOptions['otherKeys'],
    databaseUrl: config.databaseUrl,
    queueUrl: config.queueUrl,
    tls: { cert: config.peerTlsCert, key: config.peerTlsKey, ca: config.peerTlsCa },
  };
}
