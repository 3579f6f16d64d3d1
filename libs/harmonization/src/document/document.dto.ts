import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, IsUUID, Length, Matches } from 'class-validator';
import { VISIBILITIES, type Visibility } from '../domain/document';

const CRITERION = /^[A-Za-z0-9.-]{1,40}$/;

export class UploadQuery {
  @ApiProperty({
    example: 'security-plan.pdf',
    description: 'A file name with the extension of its type, never a path',
  })
  @IsString()
  @Length(1, 200)
  name: string;

  @ApiPropertyOptional({ enum: VISIBILITIES, default: 'HOST_ONLY' })
  @IsOptional()
  @IsIn(VISIBILITIES)
  visibility?: Visibility;

  @ApiPropertyOptional({ description: 'Criterion of the security profile that it is evidence for' })
  @IsOptional()
  @Matches(CRITERION)
  criterion?: string;

  @ApiPropertyOptional({ description: 'Validation that it goes with' })
  @IsOptional()
  @IsUUID()
  validationId?: string;
}

export class DocumentPatchDto {
  @ApiPropertyOptional({ enum: VISIBILITIES })
  @IsOptional()
  @IsIn(VISIBILITIES)
  visibility?: Visibility;

  @ApiPropertyOptional({ type: String, description: 'null: evidence for none' })
  @IsOptional()
  @Matches(CRITERION)
  criterion?: string | null;

  @ApiPropertyOptional({ type: String, description: 'null: goes with none' })
  @IsOptional()
  @IsUUID()
  validationId?: string | null;
}
