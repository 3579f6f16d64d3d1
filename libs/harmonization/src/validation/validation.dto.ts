import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsArray, IsIn, IsISO8601, IsOptional, IsString, Length, Matches, MaxLength } from 'class-validator';
import { VALIDATION_KINDS, type ValidationKind } from '../domain/validation';

export class PlanValidationDto {
  @ApiProperty({ enum: VALIDATION_KINDS })
  @IsIn(VALIDATION_KINDS)
  kind: ValidationKind;
}

const DATE = /^\d{4}-\d{2}-\d{2}$/;

export class VisitNoticeDto {
  @ApiProperty({ example: '2026-12-24', description: 'First day of the visit' })
  @Matches(DATE)
  @IsISO8601({ strict: true })
  visitOn: string;

  @ApiProperty({ example: '2026-12-26', description: 'Last day of the visit: at most 10 working days' })
  @Matches(DATE)
  @IsISO8601({ strict: true })
  visitEndsOn: string;
}

export class ReportDto {
  @ApiProperty()
  @IsString()
  @Length(1, 20_000)
  summary: string;

  @ApiPropertyOptional({ type: [String] })
  @IsOptional()
  @IsArray()
  @IsString({ each: true })
  @MaxLength(2000, { each: true })
  requiredActions?: string[];
}

export class OutcomeDto {
  @ApiProperty({ enum: ['PASSED', 'FAILED', 'CANCELLED'] })
  @IsIn(['PASSED', 'FAILED', 'CANCELLED'])
  outcome: 'PASSED' | 'FAILED' | 'CANCELLED';
}

export class RecognitionDto {
  @ApiProperty({ enum: ['RECOGNIZED', 'DECLINED'] })
  @IsIn(['RECOGNIZED', 'DECLINED'])
  outcome: 'RECOGNIZED' | 'DECLINED';

  @ApiPropertyOptional({ description: 'Required of a refusal, from a closed list' })
  @IsOptional()
  @IsString()
  reasonCode?: string;
}

export class ResponseDto {
  @ApiProperty()
  @IsString()
  @Length(1, 20_000)
  text: string;
}
