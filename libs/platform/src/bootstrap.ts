import type { AddressInfo } from 'node:net';
import type { DynamicModule, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { DataSource, EntityTarget, ObjectLiteral } from 'typeorm';
import { TokenVerifier } from './auth/token-verifier';
import { type Clock, SystemClock } from './clock';
import type { ServiceConfig } from './config';
import { connect, createDataSource } from './database/data-source';
import { awaitMigrations, migrate } from './database/migrations';
import { AllowedMethods } from './http/allowed-methods';
import { correlationIdOf } from './http/correlation';
import { acceptJsonBodies } from './http/json-body';
import { addOperatorRoutes } from './http/operator-routes';
import { addRequestHooks } from './http/request-hooks';
import { HealthChecks } from './health/health-checks';
import { AppLogger } from './logging/app-logger';
import { Metrics } from './metrics/metrics';
import type { ApiDescription } from './openapi/openapi';
import type { MountedPages } from './pages/mounted-pages';
import type { PagesOptions } from './pages/pages-options';
import { PlatformModule } from './platform.module';
import { ProblemFilter } from './problem/problem.filter';
import type { ProblemTranslation } from './problem/problem-of';
import { RequestValidationPipe } from './problem/request-validation.pipe';
import { Shutdown } from './shutdown';
import { closeOnSignals } from './signals';

/** Bytes of the largest body that a route takes. */
const BODY_LIMIT = 1_048_576;

export interface ServiceOptions {
  config: ServiceConfig;
  entities: EntityTarget<ObjectLiteral>[];
  /** Folders of `NNNN_name.sql` files; start the list with `PLATFORM_MIGRATIONS`. */
  migrations: readonly string[];
  api: ApiDescription;
  /** What makes the pages this service's own; they are served where `portalFolder` is configured. */
  face?: () => object;
  /** Pages of another maker, provided by the module, that are shown among this service's own. */
  mountedPages?: Type<MountedPages>;
  /** The app's own errors as problems, e.g. refusals and named constraints. */
  problems?: ProblemTranslation;
  /** The machine's time unless a movable clock is given. */
  clock?: Clock;
  logger?: AppLogger;
  /** A process of its own closes on SIGTERM and SIGINT (default); several services in one process close through their handles. */
  closeOnSignals?: boolean;
}

/** A service that runs. */
export interface RunningService {
  readonly app: NestFastifyApplication;
  readonly url: string;
  /** Stops accepting, finishes what is under way, then closes workers, queues and the database, in this order. */
  close(): Promise<void>;
}

async function openDatabase(
  { config, entities, migrations }: ServiceOptions,
  logger: AppLogger,
): Promise<DataSource> {
  await prepareSchema(config, migrations, logger);
  const source = createDataSource({
    url: config.databaseUrl,
    entities,
    applicationName: `${config.program} ${config.role}`,
    poolSize: config.databasePoolSize,
    statementTimeout: config.databaseStatementTimeout,
    onPoolError: (error) =>
      logger.pino.warn({ err: error }, 'a database connection broke and will be replaced'),
  });
  return connect(source);
}

async function prepareSchema(
  config: ServiceConfig,
  folders: readonly string[],
  logger: AppLogger,
): Promise<void> {
  if (!config.migrationDatabaseUrl) return awaitMigrations(config.databaseUrl, folders);
  const runtimeRole = decodeURIComponent(new URL(config.databaseUrl).username);
  const ownerRole = decodeURIComponent(new URL(config.migrationDatabaseUrl).username);
  const applied = await migrate({
    url: config.migrationDatabaseUrl,
    folders,
    runtimeRole: runtimeRole === ownerRole ? undefined : runtimeRole,
  });
  if (applied.length > 0) logger.pino.info({ applied }, 'the database was migrated');
}

function adapter(problems: ProblemFilter): FastifyAdapter {
  return new FastifyAdapter({
    bodyLimit: BODY_LIMIT,
    genReqId: (request: { headers: Parameters<typeof correlationIdOf>[0] }) =>
      correlationIdOf(request.headers),
    // Refused before any route is found, e.g. a path that cannot be decoded.
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) =>
      problems.answer(error, request, reply),
    forceCloseConnections: 'idle',
    // What came before the end on an open connection is answered like any other request.
    return503OnClosing: false,
    // A path parameter longer than this is no id of ours.
    routerOptions: { maxParamLength: 256 },
    // Slow or idle senders hold nothing for longer than a minute.
    requestTimeout: 60_000,
    connectionTimeout: 75_000,
  });
}

async function createApp(
  module: Type | DynamicModule,
  options: ServiceOptions,
  source: DataSource,
  logger: AppLogger,
): Promise<NestFastifyApplication> {
  const { config, clock = new SystemClock() } = options;
  const platform = PlatformModule.forRoot({ config, clock, logger, source });
  const root = { module: ServiceRoot, imports: [platform, module] };
  const allowedMethods = new AllowedMethods();
  const problems = new ProblemFilter(logger, allowedMethods, options.problems);
  const fastify = adapter(problems);
  allowedMethods.watch(fastify.getInstance());
  const app = await NestFactory.create<NestFastifyApplication>(root, fastify, {
    logger,
    bodyParser: false,
    abortOnError: false,
    bufferLogs: false,
  });
  acceptJsonBodies(fastify.getInstance());
  addRequestHooks(fastify.getInstance(), {
    logger,
    metrics: app.get(Metrics),
    health: app.get(HealthChecks),
    servesApi: config.servesApi,
  });
  app.useGlobalFilters(problems);
  app.useGlobalPipes(new RequestValidationPipe());
  return app;
}

/** The app's module beside the platform's. */
class ServiceRoot {}

function addRoutes(app: NestFastifyApplication, options: ServiceOptions, url: () => string): void {
  const { config, api, face } = options;
  const fastify = app.getHttpAdapter().getInstance();
  addOperatorRoutes(fastify, app.get(HealthChecks), app.get(Metrics));
  if (config.servesApi && config.portalFolder && face) {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- as below: loaded only where it is served
    const { addPages } = require('./pages/pages') as typeof import('./pages/pages');
    const mounted = options.mountedPages && {
      pages: app.get(options.mountedPages, { strict: false }),
      tokens: app.get(TokenVerifier),
    };
    addPages(fastify, pagesOptions(config, config.portalFolder, face, url), mounted);
  }
  if (!config.docs || !config.servesApi) return;
  // Loaded only where it is served: a worker has no use for its weight.
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- import() of our own files does not resolve under CommonJS
  const { addApiReference } = require('./openapi/openapi') as typeof import('./openapi/openapi');
  addApiReference(fastify, app, api);
}

const pagesOptions = (
  config: ServiceConfig,
  folder: string,
  face: () => object,
  url: () => string,
): PagesOptions => ({
  folder,
  face,
  publicUrl: () => config.publicUrl ?? url(),
  issuerUrl: config.issuerUrl,
  clientId: config.portalClientId,
  audience: config.audience,
  sessionKey: Buffer.from(config.sessionKey ?? '', 'base64url'),
  name: config.program.toLowerCase(),
});

async function listen(app: NestFastifyApplication, { host, port }: ServiceConfig): Promise<string> {
  await app.listen(port, host);
  const { address, port: taken } = app.getHttpServer().address() as AddressInfo;
  const name = address === '0.0.0.0' || address === '::' ? '127.0.0.1' : address;
  return `http://${name.includes(':') ? `[${name}]` : name}:${taken}`;
}

function closer(app: NestFastifyApplication, logger: AppLogger): () => Promise<void> {
  let closed: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    app.get(HealthChecks).startClosing();
    await app.getHttpAdapter().close();
    const failures = await app.get(Shutdown).closeAll();
    // Nest's own TypeORM module closes the data source, last of all.
    await app.close();
    failures.forEach((err) => logger.pino.error({ err }, 'something did not close in order'));
  };
  return () => (closed ??= close());
}

/** Starts a service: migrates (or waits for it), connects, listens; the handle closes everything in order. */
export async function startService(
  module: Type | DynamicModule,
  options: ServiceOptions,
): Promise<RunningService> {
  const { config } = options;
  const logger =
    options.logger ??
    AppLogger.create({ level: config.logLevel, program: config.program, role: config.role });
  const source = await openDatabase(options, logger);
  const app = await createApp(module, options, source, logger).catch(async (error: unknown) => {
    if (source.isInitialized) await source.destroy();
    throw error;
  });
  const close = closer(app, logger);
  let url = '';
  try {
    app.get(HealthChecks).register('database', () => source.query('SELECT 1'));
    addRoutes(app, options, () => url);
    url = await listen(app, config);
    if (options.closeOnSignals ?? true) closeOnSignals(close, logger);
    logger.pino.info({ url }, 'ready');
    return { app, url, close };
  } catch (error) {
    await close();
    throw error;
  }
}
