import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsISO8601, IsOptional, IsString, Length, Matches } from 'class-validator';

/** Why something is done to a link; kept with its history, and read by the carrier. */
export class LinkReasonDto {
  @ApiProperty()
  @IsString()
  @Length(1, 2000)
  reason: string;
}

export class OptionalLinkReasonDto {
  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @Length(1, 2000)
  reason?: string;
}

export class LinkQuery {
  @ApiPropertyOptional({
    example: '2026-05-31',
    description: 'The link as it stood at the end of this date, in the program’s time zone',
  })
  @IsOptional()
  @Matches(/^\d{4}-\d{2}-\d{2}$/)
  @IsISO8601({ strict: true })
  asOf?: string;
}
