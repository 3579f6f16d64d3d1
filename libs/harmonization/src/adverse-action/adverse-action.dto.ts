import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsISO8601, IsOptional, IsString, Length, Matches } from 'class-validator';

const CODE = /^[A-Z][A-Z0-9_]{1,39}$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

export class WithdrawalDto {
  @ApiProperty({ enum: ['THIS', 'BOTH'], description: 'This program alone, or both programs of a link' })
  @IsIn(['THIS', 'BOTH'])
  from: 'THIS' | 'BOTH';
}

export class StatementDto {
  @ApiProperty()
  @IsString()
  @Length(1, 20_000)
  text: string;
}

export class ActionPlanDto {
  @ApiProperty({ description: 'What must be mended' })
  @IsString()
  @Length(1, 20_000)
  text: string;

  @ApiProperty({ example: '2026-12-24' })
  @Matches(DATE)
  @IsISO8601({ strict: true })
  dueOn: string;

  @ApiProperty({ description: 'From the program’s closed list' })
  @Matches(CODE)
  reasonCode: string;
}

export class PlanAnswerDto {
  @ApiProperty({ description: 'The plan was carried out; otherwise it goes on' })
  @IsBoolean()
  accepted: boolean;

  @ApiPropertyOptional({ example: '2027-03-01', description: 'A new date for a plan that goes on' })
  @IsOptional()
  @Matches(DATE)
  @IsISO8601({ strict: true })
  dueOn?: string;
}
