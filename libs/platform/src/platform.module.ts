import { Module, type DynamicModule } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { AccessGuard } from './auth/access.guard';
import { TokenVerifier } from './auth/token-verifier';
import { Clock } from './clock';
import { ServiceConfig } from './config';
import { Database } from './database';
import { CombinedWrites } from './database/combined-writes';
import { HealthChecks } from './health/health-checks';
import { Idempotency } from './idempotency/idempotency';
import { AppLogger } from './logging/app-logger';
import { Metrics } from './metrics/metrics';
import { Shutdown } from './shutdown';

export interface PlatformParts {
  config: ServiceConfig;
  clock: Clock;
  logger: AppLogger;
  source: DataSource;
}

/** What every module may inject: settings, clock, database, idempotency, logger, metrics, health, shutdown; and the guard before every route. */
@Module({})
export class PlatformModule {
  static forRoot({ config, clock, logger, source }: PlatformParts): DynamicModule {
    const shared = [Database, CombinedWrites, Idempotency, HealthChecks, Metrics, Shutdown];
    const given = [
      { provide: ServiceConfig, useValue: config },
      { provide: config.constructor, useValue: config },
      { provide: Clock, useValue: clock },
      { provide: AppLogger, useValue: logger },
      { provide: TokenVerifier, useFactory: () => new TokenVerifier(config) },
    ];
    const guard = { provide: APP_GUARD, useClass: AccessGuard };
    return {
      module: PlatformModule,
      global: true,
      imports: [openedBefore(source)],
      providers: [...given, ...shared, guard],
      exports: [...given.map(({ provide }) => provide), ...shared],
    };
  }
}

/** The data source is opened before the application, because migrations come first; Nest only hands it out. */
const openedBefore = (source: DataSource): DynamicModule =>
  TypeOrmModule.forRootAsync({ useFactory: () => source.options, dataSourceFactory: async () => source });
