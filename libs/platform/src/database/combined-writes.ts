import { Injectable } from '@nestjs/common';
import { Database } from '../database';
import { writeTogetherWhere, type Condition, type Write } from './write-together';

interface Waiting {
  readonly condition: Condition;
  readonly writes: readonly Write[];
  readonly resolve: (written: boolean) => void;
  readonly reject: (error: unknown) => void;
}

/** Statements under way at once: the next one gathers what comes meanwhile. */
const AT_ONCE = 2;
/** Powers of two only, so that a connection keeps few plans. */
const SIZES = [8, 4, 2, 1] as const;

const shapeOf = ({ condition, writes }: Waiting): string =>
  [condition.sql, ...writes.map(({ sql }) => sql)].join('\u0000');

/**
 * Writes of the same form that come at the same moment, as one statement: one round trip and one commit for all. Alone they go at once. Where
 * one of them fails, or its condition does not hold, nothing is written and each goes by itself, so that no one pays for another.
 */
@Injectable()
export class CombinedWrites {
  private waiting: Waiting[] = [];
  private underWay = 0;

  constructor(private readonly db: Database) {}

  /** Writes all parts and commits, if the condition holds; answers whether it did. Not for work inside a transaction. */
  async writeWhere(condition: Condition, writes: readonly Write[]): Promise<boolean> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ condition, writes, resolve, reject });
      this.goOn();
    });
  }

  private goOn(): void {
    while (this.underWay < AT_ONCE && this.waiting.length > 0) {
      this.underWay++;
      void this.send(this.next()).finally(() => {
        this.underWay--;
        this.goOn();
      });
    }
  }

  /** The oldest, with as many others of its form as one statement takes. */
  private next(): Waiting[] {
    const [shape] = this.waiting.map(shapeOf);
    const alike = this.waiting.filter((one) => shapeOf(one) === shape);
    const batch = new Set(
      alike.slice(
        0,
        SIZES.find((size) => size <= alike.length),
      ),
    );
    this.waiting = this.waiting.filter((one) => !batch.has(one));
    return [...batch];
  }

  private async send(batch: readonly Waiting[]): Promise<void> {
    const written = batch.length > 1 && (await this.write(combined(batch)).catch(() => false));
    if (written) batch.forEach(({ resolve }) => resolve(true));
    else for (const one of batch) await this.alone(one);
  }

  private async alone(one: Waiting): Promise<void> {
    await this.write(one).then(one.resolve, one.reject);
  }

  private write({ condition, writes }: Pick<Waiting, 'condition' | 'writes'>): Promise<boolean> {
    return this.db.withOneWrite((tx) => writeTogetherWhere(tx, condition, writes));
  }
}

/** All conditions must hold; each table gets the rows of all. */
function combined(batch: readonly Waiting[]): Pick<Waiting, 'condition' | 'writes'> {
  const values: unknown[] = [];
  const conditions = batch.map(({ condition }) => {
    const before = values.length;
    values.push(...condition.values);
    return `(${condition.sql.replace(/\$(\d+)/g, (_, place) => `$${Number(place) + before}`)})`;
  });
  const writes = (batch[0]?.writes ?? []).map(({ sql }, part) => ({
    sql,
    value: batch.flatMap((one) => one.writes[part]?.value ?? []),
  }));
  return { condition: { sql: conditions.join(' AND '), values }, writes };
}
