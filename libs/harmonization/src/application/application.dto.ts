import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsBoolean,
  IsIn,
  IsObject,
  IsOptional,
  IsString,
  Length,
  Matches,
  ValidateNested,
} from 'class-validator';
import { Document } from '@platform/problem/document';
import { PageQuery } from '@platform/http/pagination';
import { APPLICATION_STATES } from '../domain/application-record';
import type { ApplicationForm } from '../domain/application-form';

/** Described where it is answered: `npm run answers` names the types. */
export const A_FORM = { $ref: '#/components/schemas/ApplicationFormDraft' };

const ACCOUNT_NUMBER = /^[A-Z0-9]{1,15}$/;

/** The membership at the other program, with the one-time code that its account page gives. */
export class PeerMembershipDto {
  @ApiProperty({ example: 'PIP0000012' })
  @Matches(ACCOUNT_NUMBER)
  accountNumber: string;

  @ApiProperty({ example: '7KQ2MXW9RT', description: '10 characters, valid 72 hours, used once' })
  @IsString()
  @Length(10, 20)
  code: string;
}

export class SubmitApplicationDto {
  @ApiPropertyOptional({
    description: 'Your own account here, if you are a member: only what is missing is then asked.',
  })
  @IsOptional()
  @Matches(ACCOUNT_NUMBER)
  accountNumber?: string;

  @ApiPropertyOptional({ type: PeerMembershipDto })
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => PeerMembershipDto)
  peerMembership?: PeerMembershipDto;

  @ApiPropertyOptional({ description: 'True to apply to this program only: nothing is linked.' })
  @IsOptional()
  @IsBoolean()
  standalone?: boolean;

  @ApiProperty({
    allOf: [A_FORM],
    description:
      'Common part, supplements, consents and attestations; a refusal names each field that is missing.',
  })
  @Document()
  @IsObject()
  form: Partial<ApplicationForm>;
}

export class SubmitDraftDto {
  @ApiPropertyOptional()
  @IsOptional()
  @Matches(ACCOUNT_NUMBER)
  accountNumber?: string;

  @ApiPropertyOptional({ type: PeerMembershipDto })
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => PeerMembershipDto)
  peerMembership?: PeerMembershipDto;
}

export class ReasonDto {
  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @Length(1, 2000)
  reason?: string;
}

export class InformationRequestDto {
  @ApiProperty({ description: 'What the carrier is asked, in words that it reads.' })
  @IsString()
  @Length(1, 4000)
  text: string;
}

export class DecisionDto {
  @ApiProperty({ enum: ['APPROVED', 'DENIED'] })
  @IsIn(['APPROVED', 'DENIED'])
  outcome: 'APPROVED' | 'DENIED';

  @ApiPropertyOptional({ description: 'Required of a denial.' })
  @IsOptional()
  @Matches(/^[A-Z][A-Z0-9_]{1,39}$/)
  reasonCode?: string;
}

export class HeadquartersCheckDto {
  @ApiProperty({ enum: ['VERIFIED', 'FAILED'] })
  @IsIn(['VERIFIED', 'FAILED'])
  outcome: 'VERIFIED' | 'FAILED';
}

export class StaffApplicationsQuery extends PageQuery {
  @ApiPropertyOptional({ enum: APPLICATION_STATES })
  @IsOptional()
  @IsIn(APPLICATION_STATES)
  state?: string;
}
