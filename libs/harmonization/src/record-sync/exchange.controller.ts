import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import {
  Exchange,
  ExchangeSamples,
  type ExchangeFigures,
  type ExchangeSample,
  type ParkedMessage,
} from '@messaging/exchange';
import { QueueFigures, type QueueFigure } from '@messaging/queues';
import { Roles } from '@platform/auth/access';
import { CurrentCaller, type Caller } from '@platform/auth/caller';
import { decodeCursor, pageOf, PageQuery, type Page } from '@platform/http/pagination';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Length, Max, Min } from 'class-validator';
import { DecideParkedMessage } from './decide-parked-message.use-case';

export class ParkedDecisionDto {
  @ApiProperty({ description: 'Why; kept with the message' })
  @IsString()
  @Length(1, 2000)
  reason: string;
}

export class SamplesQuery {
  @ApiPropertyOptional({ description: 'How far back', default: 24, minimum: 1, maximum: 744 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(744)
  hours?: number;
}

const isId = (value: unknown): value is string => typeof value === 'string';

/** The exchange with the other program: how far behind it is, and what it refused. */
@ApiTags('staff: exchange')
@Controller('v1/staff/exchange')
export class ExchangeController {
  constructor(
    private readonly exchange: Exchange,
    private readonly samples: ExchangeSamples,
    private readonly queueFigures: QueueFigures,
    private readonly decide: DecideParkedMessage,
  ) {}

  /** How the exchange with the other program stands: what waits, what is parked, and when it last answered. */
  @Get()
  @Roles('OFFICER', 'HQ', 'AUDITOR')
  async figures(): Promise<ExchangeFigures> {
    return this.exchange.figures();
  }

  /** How far behind it was in the last hours, oldest first; at most some 240 stretches of time. */
  @Get('samples')
  @Roles('OFFICER', 'HQ', 'AUDITOR')
  async past(@Query() { hours = 24 }: SamplesQuery): Promise<{ items: ExchangeSample[] }> {
    return { items: await this.samples.last(hours, new Date()) };
  }

  /** How many jobs each queue of this service holds, and when what is scheduled runs next. 503 while the queue server is away. */
  @Get('queues')
  @Roles('OFFICER', 'HQ', 'AUDITOR')
  async queues(): Promise<{ items: QueueFigure[] }> {
    return { items: await this.queueFigures.read() };
  }

  /** Messages that the other program has refused, for staff to replay or discard. */
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
