import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { PageQuery } from '@platform/http/pagination';
import { IsIn, IsOptional, IsString, Length, Matches } from 'class-validator';
import { CASE_KINDS } from './staff-case.entity';

const LONGEST = 2000;

export class CasesQuery extends PageQuery {
  @ApiPropertyOptional({ enum: CASE_KINDS })
  @IsOptional()
  @IsIn(CASE_KINDS)
  kind?: string;

  @ApiPropertyOptional({ enum: ['OPEN', 'RESOLVED'], default: 'OPEN' })
  @IsOptional()
  @IsIn(['OPEN', 'RESOLVED'])
  state?: string;

  @ApiPropertyOptional({
    description: 'Login of the officer who has claimed it; `me`; `none` for what is unclaimed',
  })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  assignee?: string;

  @ApiPropertyOptional({ description: 'Id of the application, account, link or message that it is about' })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  subjectId?: string;

  @ApiPropertyOptional({ enum: ['true', 'false'], description: 'Only what is past its due date' })
  @IsOptional()
  @IsIn(['true', 'false'])
  overdue?: string;
}

export class CaseResolutionDto {
  @ApiProperty({ description: 'One of the case’s `choices`' })
  @IsString()
  @Length(1, 40)
  choice: string;

  @ApiProperty({ description: 'For the program’s own file; it never crosses' })
  @IsString()
  @Length(1, LONGEST)
  reason: string;

  @ApiPropertyOptional({
    description: 'Text for the other program, where both must agree; it crosses as it stands',
  })
  @IsOptional()
  @IsString()
  @Length(1, LONGEST)
  noteForPeer?: string;
}

export class CaseReassignmentDto {
  @ApiProperty({ description: 'Login of the officer who is to have it' })
  @Matches(/^\S{1,200}$/)
  to: string;

  @ApiProperty()
  @IsString()
  @Length(1, LONGEST)
  reason: string;
}

export class CaseCommentDto {
  @ApiProperty({ description: 'For colleagues of this program; it never crosses and is never altered' })
  @IsString()
  @Length(1, 4000)
  text: string;
}

export class CaseUndoDto {
  @ApiProperty()
  @IsString()
  @Length(1, LONGEST)
  reason: string;
}
