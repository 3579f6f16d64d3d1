import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsISO8601,
  IsOptional,
  IsString,
  Length,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { VALIDATION_KINDS, type ValidationKind } from '../domain/validation';

export class PlanValidationDto {
  @ApiProperty({ enum: VALIDATION_KINDS })
  @IsIn(VALIDATION_KINDS)
  kind: ValidationKind;

  @ApiPropertyOptional({ description: 'Required of a validation for cause: why, from the program’s list' })
  @IsOptional()
  @Matches(/^[A-Z][A-Z0-9_]{1,39}$/)
  causeCode?: string;
}

const DATE = /^\d{4}-\d{2}-\d{2}$/;

export class FindingDto {
  @ApiProperty()
  @IsString()
  @Length(1, 2000)
  text: string;

  @ApiPropertyOptional({ example: '4.2', description: 'The criterion of the security profile' })
  @IsOptional()
  @Matches(/^\d{1,2}\.\d{1,2}$/)
  criterion?: string;
}

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

  @ApiPropertyOptional({ type: [FindingDto] })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => FindingDto)
  findings?: FindingDto[];

  @ApiPropertyOptional({ type: [String] })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(100)
  @IsString({ each: true })
  @MaxLength(2000, { each: true })
  requiredActions?: string[];

  @ApiPropertyOptional({ example: '2027-03-01', description: 'Until when the carrier responds' })
  @IsOptional()
  @Matches(DATE)
  @IsISO8601({ strict: true })
  responseDueOn?: string;
}

export class AnswerDto {
  @ApiProperty({ description: 'The response is enough; otherwise the carrier is asked again' })
  @IsBoolean()
  accepted: boolean;

  @ApiProperty()
  @IsString()
  @Length(1, 20_000)
  text: string;

  @ApiPropertyOptional({ example: '2027-03-01' })
  @IsOptional()
  @Matches(DATE)
  @IsISO8601({ strict: true })
  responseDueOn?: string;
}

export class CancellationDto {
  @ApiProperty()
  @IsString()
  @Length(1, 2000)
  reason: string;
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
