import type { DataSource, EntityMetadata } from 'typeorm';
import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata';

interface DatabaseColumn {
  table: string;
  name: string;
  type: string;
  nullable: boolean;
}

const COLUMNS = `SELECT c.relname AS "table", a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type, NOT a.attnotnull AS nullable
  FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
  WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped`;

/** The many names of one type, as PostgreSQL itself prints them. */
const PRINTED: Readonly<Record<string, string>> = {
  'timestamp with time zone': 'timestamp with time zone',
  timestamptz: 'timestamp with time zone',
  timestamp: 'timestamp without time zone',
  varchar: 'character varying',
  int: 'integer',
  int2: 'smallint',
  int4: 'integer',
  int8: 'bigint',
  bool: 'boolean',
  float8: 'double precision',
  decimal: 'numeric',
};

function expectedType(source: DataSource, column: ColumnMetadata): string {
  const name = source.driver.normalizeType(column);
  const printed = PRINTED[name] ?? name;
  const size = column.length
    ? `(${column.length})`
    : column.precision
      ? `(${column.precision},${column.scale ?? 0})`
      : '';
  return `${printed}${size}${column.isArray ? '[]' : ''}`;
}

function columnDrift(
  source: DataSource,
  table: string,
  column: ColumnMetadata,
  found: DatabaseColumn | undefined,
): string[] {
  const where = `${table}.${column.databaseName}`;
  if (!found) return [`${where} is in the entity but not in the database`];
  const type = expectedType(source, column);
  const words: string[] = [];
  if (type !== found.type) words.push(`${where} is ${type} in the entity but ${found.type} in the database`);
  if (column.isNullable !== found.nullable) {
    words.push(
      `${where} is ${column.isNullable ? 'nullable' : 'not null'} in the entity but ${found.nullable ? 'nullable' : 'not null'} in the database`,
    );
  }
  return words;
}

function tableDrift(
  source: DataSource,
  entity: EntityMetadata,
  columns: readonly DatabaseColumn[],
): string[] {
  if (columns.length === 0) return [`the table ${entity.tableName} of ${entity.name} is not in the database`];
  const found = new Map(columns.map((column) => [column.name, column]));
  const wanted = new Set(entity.columns.map((column) => column.databaseName));
  return [
    ...entity.columns.flatMap((column) =>
      columnDrift(source, entity.tableName, column, found.get(column.databaseName)),
    ),
    ...columns
      .filter(({ name }) => !wanted.has(name))
      .map(({ name }) => `${entity.tableName}.${name} is in the database but not in ${entity.name}`),
  ];
}

/** Every difference between the entities and the migrated database, in words; empty when they agree. For tests. */
export async function schemaDrift(source: DataSource): Promise<string[]> {
  const columns: DatabaseColumn[] = await source.query(COLUMNS);
  return source.entityMetadatas.flatMap((entity) =>
    tableDrift(
      source,
      entity,
      columns.filter(({ table }) => table === entity.tableName),
    ),
  );
}
