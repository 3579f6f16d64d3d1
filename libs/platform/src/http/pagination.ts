import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { ProblemError } from '../problem/problem-error';

/** One page; `next` is the cursor of the following one, absent at the end. */
export interface Page<T> {
  items: T[];
  next?: string;
}

/** The query of every list. */
export class PageQuery {
  @ApiPropertyOptional({ minimum: 1, maximum: 100, default: 25 })
  @Transform(({ value }: { value: unknown }): unknown =>
    /^\d{1,4}$/.test(String(value)) ? Number(value) : value,
  )
  @IsInt()
  @Min(1)
  @Max(100)
  limit: number = 25;

  @ApiPropertyOptional({ description: 'The `next` of the page before; opaque.' })
  @IsOptional()
  @IsString()
  @MaxLength(1024)
  cursor?: string;
}

export const encodeCursor = (position: unknown): string =>
  Buffer.from(JSON.stringify(position)).toString('base64url');

const cursorInvalid = (): ProblemError =>
  new ProblemError({
    code: 'CURSOR_INVALID',
    status: 400,
    title: { en: 'This cursor is not one of ours', fr: 'Ce curseur n’est pas valide' },
    detail: { en: 'Start again without a cursor.', fr: 'Recommencez sans curseur.' },
  });

/** The position that a cursor holds; 400 where it holds anything that `isPosition` does not know. */
export function decodeCursor<T>(cursor: string, isPosition: (value: unknown) => value is T): T {
  let position: unknown;
  try {
    position = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    throw cursorInvalid();
  }
  if (!isPosition(position)) throw cursorInvalid();
  return position;
}

/** One page from `limit + 1` rows: the one too many only says that there is a next page. */
export function pageOf<Row>(
  rows: readonly Row[],
  limit: number,
  positionOf: (row: Row) => unknown,
): Page<Row> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return rows.length > limit && last !== undefined
    ? { items, next: encodeCursor(positionOf(last)) }
    : { items };
}
