import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsOptional, registerDecorator, ValidateNested } from 'class-validator';
import { isIsoDate } from '../domain/calendar';
import { IsReason, ReasonDto } from '../people/people.dto';

/** CAL-1 on a field. */
const IsCalendarDate = (): PropertyDecorator => (target, property) =>
  registerDecorator({
    name: 'isCalendarDate',
    target: target.constructor,
    propertyName: property as string,
    validator: {
      validate: (value: unknown) => typeof value === 'string' && isIsoDate(value),
      defaultMessage: () => 'a date YYYY-MM-DD',
    },
  });

export class LegalBasisDto {
  @ApiProperty()
  @IsReason()
  en: string;

  @ApiProperty()
  @IsReason()
  fr: string;
}

export class ArrangementDto extends ReasonDto {
  @ApiProperty({ type: LegalBasisDto })
  @ValidateNested()
  @Type(() => LegalBasisDto)
  legalBasis: LegalBasisDto;

  @ApiProperty({ example: '2027-01-01' })
  @IsCalendarDate()
  effectiveFrom: string;

  @ApiPropertyOptional({ description: 'The last day; open-ended without one' })
  @IsOptional()
  @IsCalendarDate()
  effectiveTo?: string;
}

export class ArrangementEndDto extends ReasonDto {
  @ApiProperty({ description: 'The last day', example: '2027-12-31' })
  @IsCalendarDate()
  effectiveTo: string;
}

export class ProposalsQuery {
  @ApiPropertyOptional({ enum: ['PROPOSED', 'APPROVED', 'REFUSED'] })
  @IsOptional()
  @IsIn(['PROPOSED', 'APPROVED', 'REFUSED'])
  state?: string;
}
