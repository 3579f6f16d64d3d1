import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { PageQuery } from '@platform/http/pagination';
import { expects } from '@platform/problem/violations';
import { IsIn, IsOptional, IsString, Length, registerDecorator } from 'class-validator';
import { inBoth } from '../domain/bilingual';
import { longTextFault } from '../domain/plain-text';
import { isEmail } from '../domain/reachability';

const checked =
  (name: string, holds: (value: string) => boolean, context: object): PropertyDecorator =>
  (target, property) =>
    registerDecorator({
      name,
      target: target.constructor,
      propertyName: property as string,
      options: { context },
      validator: { validate: (value: unknown) => typeof value === 'string' && holds(value) },
    });

const EMAIL = expects('EMAIL', inBoth('an e-mail address', 'une adresse de courriel'));
const TEXT = expects(
  'TEXT',
  inBoth('a text of at most 2000 characters', 'un texte d’au plus 2 000 caractères'),
);

/** REACH-1 on a field. */
export const IsEmailAddress = (): PropertyDecorator => checked('isEmailAddress', isEmail, EMAIL);

/** A reason in a person's own words: one to 2,000 characters, nothing hidden in it. */
export const IsReason = (): PropertyDecorator =>
  checked('isReason', (text) => text.length <= 2000 && longTextFault(text) === undefined, TEXT);

const ROLES = ['OFFICER', 'USER'] as const;

export class InvitationDto {
  @ApiProperty({ example: 'dispatch@carrier.example' })
  @IsEmailAddress()
  email: string;

  @ApiProperty({
    enum: ROLES,
    description: 'A USER drafts and edits; an OFFICER also submits, consents, links and invites.',
  })
  @IsIn(ROLES)
  role: (typeof ROLES)[number];
}

export class RoleDto {
  @ApiProperty({ enum: ROLES })
  @IsIn(ROLES)
  role: (typeof ROLES)[number];
}

export class CodeDto {
  @ApiProperty({ description: 'The one-time code of the mail' })
  @IsString()
  @Length(10, 20)
  code: string;
}

export class LanguageDto {
  @ApiProperty({ enum: ['en', 'fr'] })
  @IsIn(['en', 'fr'])
  language: 'en' | 'fr';
}

export class ReasonDto {
  @ApiProperty()
  @IsReason()
  reason: string;
}

export class LoginsQuery extends PageQuery {
  @ApiPropertyOptional({ description: 'Only logins that have signed in with this role' })
  @IsOptional()
  @IsString()
  @Length(1, 40)
  role?: string;
}
