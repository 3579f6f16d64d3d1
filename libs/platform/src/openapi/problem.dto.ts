import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

class ViolationDto {
  @ApiProperty({ description: 'JSON Pointer to the field', example: '/form/common/legalName' })
  pointer: string;

  @ApiProperty({ description: 'Stable name of the check' })
  code: string;

  @ApiProperty({ description: 'What was expected, in the language of the request' })
  expected: string;
}

/** How a problem is described in the API's document; `problemBody` makes it. Facts of a code stand beside these members. */
export class ProblemDto {
  @ApiProperty({ example: 'urn:problem:version-stale' })
  type: string;

  @ApiProperty()
  title: string;

  @ApiProperty({ example: 412 })
  status: number;

  @ApiPropertyOptional()
  detail?: string;

  @ApiProperty({ description: 'The address that was called' })
  instance: string;

  @ApiProperty({ example: 'VERSION_STALE', description: 'Stable: decide by it' })
  code: string;

  @ApiProperty({ description: 'Name it when you ask for help' })
  correlationId: string;

  @ApiPropertyOptional({ type: [ViolationDto], description: 'Every field that is wrong, at once' })
  violations?: ViolationDto[];
}
