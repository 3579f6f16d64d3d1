import type { KernelPart } from '../kernel-parts';
import { ImportedAccounts } from '../account/imported-accounts';
import { ChangeMembers } from './change-members';
import { CsvBody } from './csv-body';
import { ImportBatch } from './import-batch';
import { Imports } from './imports';
import { ImportsController } from './imports.controller';
import { ReadImports } from './read-imports';
import { ReceiveImport } from './receive-import.use-case';
import { RunImports } from './run-imports.job';

/** Bringing in the members that a program had before. */
export const MEMBER_IMPORT_PART: KernelPart = {
  controllers: [ImportsController],
  providers: [
    ChangeMembers,
    CsvBody,
    ImportBatch,
    ImportedAccounts,
    Imports,
    ReadImports,
    ReceiveImport,
    RunImports,
  ],
};
