import { Readable } from 'node:stream';
import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Roles } from '@platform/auth/access';
import { CurrentCaller, type Caller } from '@platform/auth/caller';
import { JsonFile } from '@platform/openapi/answers-file';
import type { AccountExport } from './account-export';
import { ExportAccount } from './export-account.use-case';

/** Own-data export: one JSON document with everything held of the account that its carrier may see. */
@ApiTags('accounts')
@Controller('v1/accounts/:accountNumber/export')
export class DataExportController {
  constructor(private readonly exportAccount: ExportAccount) {}

  /** All that this program keeps of the carrier, as one JSON file. */
  @Get()
  @Roles('CARRIER_OFFICER')
  async read(
    @CurrentCaller() caller: Caller,
    @Param('accountNumber') accountNumber: string,
  ): Promise<JsonFile<AccountExport>> {
    const pieces = await this.exportAccount.execute(caller, accountNumber);
    return new JsonFile(Readable.from(pieces, { objectMode: false }), {
      type: 'application/json; charset=utf-8',
      disposition: `attachment; filename="account-${accountNumber}.json"`,
    });
  }
}
