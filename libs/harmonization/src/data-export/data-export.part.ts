import type { KernelPart } from '../kernel-parts';
import { DataExportController } from './data-export.controller';
import { ExportAccount } from './export-account.use-case';

/** Own-data export. */
export const DATA_EXPORT_PART: KernelPart = {
  controllers: [DataExportController],
  providers: [ExportAccount],
};
