/**
 * IMP-7: an account number comes once in a file; a later row of it is refused. Remembers the numbers of so many batches: those
 * of the batches before are in the database.
 */
export class NumbersMet {
  private batches: Set<string>[] = [new Set()];

  constructor(private readonly remembered: number) {}

  /** False where a row before had this number. */
  meets(accountNumber: string): boolean {
    if (this.batches.some((batch) => batch.has(accountNumber))) return false;
    this.batches.at(-1)?.add(accountNumber);
    return true;
  }

  beginBatch(): void {
    if (this.remembered === Infinity) return;
    this.batches = [...this.batches, new Set<string>()].slice(-this.remembered);
  }
}
