import type { EntityTarget, ObjectLiteral } from 'typeorm';
import type { Tx } from '../database';
import { rowsIn, statement, type Statement } from './statement';

/** Rows of an entity by SQL that each connection plans once; `find` builds, parses and plans its query every time. */
export type EntityRows<E> = (tx: Tx, values: unknown[]) => Promise<E[]>;

/**
 * `rest` is what follows FROM the entity's table; `more` are further columns, `but` properties left out. What the entity leaves out of
 * `find` (`select: false`) is left out here too.
 */
export function entityRows<E extends ObjectLiteral, More extends object = object>(
  entity: EntityTarget<E>,
  rest: string,
  more: readonly string[] = [],
  but: readonly (keyof E & string)[] = [],
): EntityRows<E & More> {
  let made: Statement | undefined;
  return async (tx, values) => {
    const columns = (): string => [...columnsOf(tx, entity, but), ...more].join(', ');
    made ??= statement(`SELECT ${columns()} FROM ${tx.dataSource.getMetadata(entity).tableName} ${rest}`);
    return rowsIn<E & More>(tx, made, values);
  };
}

const columnsOf = (tx: Tx, entity: EntityTarget<ObjectLiteral>, but: readonly string[]): string[] =>
  tx.dataSource
    .getMetadata(entity)
    .columns.filter(({ isSelect, propertyName }) => isSelect && !but.includes(propertyName))
    .map(({ databaseName, propertyName }) => `${databaseName} AS "${propertyName}"`);
