import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { Roles } from '@platform/auth/access';
import { PageQuery, type Page } from '@platform/http/pagination';
import { IsIn, IsISO8601, IsOptional, Matches } from 'class-validator';
import { VALIDATION_MOVES, type ValidationState } from '../domain/validation';
import { ListValidations, type ListedValidation } from './list-validations';

const STATES = Object.keys(VALIDATION_MOVES) as ValidationState[];
const DATE = /^\d{4}-\d{2}-\d{2}$/;

export class ValidationsQuery extends PageQuery {
  @ApiPropertyOptional({ enum: STATES })
  @IsOptional()
  @IsIn(STATES)
  state?: ValidationState;

  @ApiPropertyOptional({ enum: ['true', 'false'], description: 'Only what is not concluded' })
  @IsOptional()
  @IsIn(['true', 'false'])
  open?: string;

  @ApiPropertyOptional({
    enum: ['true', 'false'],
    description: 'Only what the other program has passed and this one has not recognized or declined',
  })
  @IsOptional()
  @IsIn(['true', 'false'])
  toRecognize?: string;

  @ApiPropertyOptional({
    example: '2026-12-01',
    description: 'Only visits that touch this day or a later one',
  })
  @IsOptional()
  @Matches(DATE)
  @IsISO8601({ strict: true })
  from?: string;

  @ApiPropertyOptional({ example: '2026-12-31', description: 'Only visits that begin on this day or before' })
  @IsOptional()
  @Matches(DATE)
  @IsISO8601({ strict: true })
  to?: string;
}

/** Validations over all accounts: the officers' board and calendar. */
@ApiTags('staff: validations')
@Controller('v1/staff/validations')
export class ValidationListsController {
  constructor(private readonly validations: ListValidations) {}

  /** Newest first. */
  @Get()
  @Roles('OFFICER', 'HQ', 'AUDITOR')
  async list(@Query() query: ValidationsQuery): Promise<Page<ListedValidation>> {
    const { state, from, to, limit, cursor } = query;
    const filter = {
      state,
      from,
      to,
      open: query.open === 'true',
      toRecognize: query.toRecognize === 'true',
    };
    return this.validations.page(filter, limit, cursor);
  }

  /** One validation. */
  @Get(':id')
  @Roles('OFFICER', 'HQ', 'AUDITOR')
  async one(@Param('id', ParseUUIDPipe) id: string): Promise<ListedValidation> {
    return this.validations.one(id);
  }
}
