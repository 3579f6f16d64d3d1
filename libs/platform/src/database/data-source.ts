import { DataSource, type EntityTarget, type ObjectLiteral } from 'typeorm';
import { rowTypes } from './row-types';
import { isUnavailable } from './unavailable';
import { until } from './until';

export interface DataSourceSettings {
  url: string;
  entities: EntityTarget<ObjectLiteral>[];
  /** Shown in `pg_stat_activity`. */
  applicationName: string;
  poolSize?: number;
  /** Milliseconds; PostgreSQL gives the statement up after them. */
  statementTimeout?: number;
  /** Hears what the pool says of idle connections that broke; they are replaced, the process lives on. */
  onPoolError?: (error: Error) => void;
}

/** A connection pool over hand-written migrations: nothing is ever synchronized from the entities. */
export function createDataSource(settings: DataSourceSettings): DataSource {
  return new DataSource({
    type: 'postgres',
    url: settings.url,
    entities: settings.entities as never[],
    synchronize: false,
    logging: false,
    installExtensions: false,
    applicationName: settings.applicationName,
    poolSize: settings.poolSize ?? 10,
    // A request that finds no connection within five seconds is told that the service is busy.
    connectTimeoutMS: 5_000,
    poolErrorHandler: settings.onPoolError ?? (() => undefined),
    extra: {
      statement_timeout: settings.statementTimeout ?? 15_000,
      idleTimeoutMillis: 30_000,
      keepAlive: true,
      types: rowTypes,
    },
  });
}

/** Opens the pool; a server that is still starting is asked again until `deadline` milliseconds have passed. */
export async function connect(source: DataSource, deadline = 60_000): Promise<DataSource> {
  return until(() => source.initialize(), isUnavailable, deadline);
}
