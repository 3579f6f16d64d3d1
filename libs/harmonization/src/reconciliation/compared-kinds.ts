import { Inject, Injectable } from '@nestjs/common';
import { RECORD_KINDS, type RecordKind } from '../record-sync/record-kind';

/** The kinds of record that the other side keeps as they were said. */
@Injectable()
export class ComparedKinds {
  readonly names: readonly string[];

  constructor(@Inject(RECORD_KINDS) kinds: readonly RecordKind[]) {
    this.names = kinds.filter(({ isMirrored }) => isMirrored).map(({ kind }) => kind);
  }

  /** Two versions of the software compare what both know. */
  sharedWith(others: readonly string[]): string[] {
    return this.names.filter((name) => others.includes(name));
  }
}
