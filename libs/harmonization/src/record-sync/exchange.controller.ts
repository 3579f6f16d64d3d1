import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { Exchange, type ExchangeFigures, type ParkedMessage } from '@messaging/exchange';
import { Roles } from '@platform/auth/access';
import { CurrentCaller, type Caller } from '@platform/auth/caller';
import { decodeCursor, pageOf, PageQuery, type Page } from '@platform/http/pagination';
import { IsString, Length } from 'class-validator';
import { DecideParkedMessage } from './decide-parked-message.use-case';

export class ParkedDecisionDto {
  @ApiProperty({ description: 'Why; kept with the message' })
  @IsString()
  @Length(1, 2000)
  reason: string;
}

const isId = (value: unknown): value is string => typeof value === 'string';

/** The exchange with the other program: how far behind it is, and what it refused. */
@ApiTags('staff: exchange')
@Controller('v1/staff/exchange')
export class ExchangeController {
  constructor(
    private readonly exchange: Exchange,
    private readonly decide: DecideParkedMessage,
  ) {}

  @Get()
  @Roles('OFFICER', 'HQ', 'AUDITOR')
  async figures(): Promise<ExchangeFigures> {
    return this.exchange.figures();
  }

  @Get('parked')
  @Roles('OFFICER', 'HQ', 'AUDITOR')
  async parked(@Query() { limit, cursor }: PageQuery): Promise<Page<ParkedMessage>> {
    const rows = await this.exchange.parked(limit + 1, cursor ? decodeCursor(cursor, isId) : undefined);
    return pageOf([...rows], limit, ({ id }) => id);
  }

  /** Sends a parked message again. */
  @Post(':id/replay')
  @HttpCode(204)
  @Roles('OFFICER', 'HQ')
  async replay(
    @CurrentCaller() officer: Caller,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { reason }: ParkedDecisionDto,
  ): Promise<void> {
    await this.decide.execute(officer, id, 'replay', reason);
  }

  /** Gives a parked message up: later full-state messages say all that it said. */
  @Post(':id/discard')
  @HttpCode(204)
  @Roles('OFFICER', 'HQ')
  async discard(
    @CurrentCaller() officer: Caller,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { reason }: ParkedDecisionDto,
  ): Promise<void> {
    await this.decide.execute(officer, id, 'discard', reason);
  }
}
