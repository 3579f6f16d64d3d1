import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { Equals, IsBoolean, IsIn, IsOptional, IsUrl, Length, Matches, ValidateNested } from 'class-validator';
import { ReasonDto } from '../people/people.dto';

/** A public Ed25519 key (RFC 8037). A private part is an unknown field, and so refused. */
export class PublicKeyDto {
  @ApiProperty({ enum: ['OKP'] })
  @Equals('OKP')
  kty: 'OKP';

  @ApiProperty({ enum: ['Ed25519'] })
  @Equals('Ed25519')
  crv: 'Ed25519';

  @ApiProperty({ description: 'The 32 bytes of the key, base64url' })
  @Matches(/^[A-Za-z0-9_-]{43}$/)
  x: string;

  @ApiProperty({ example: 'pip-2027' })
  @Length(1, 100)
  kid: string;

  @ApiPropertyOptional({ enum: ['EdDSA'] })
  @IsOptional()
  @Equals('EdDSA')
  alg?: 'EdDSA';

  @ApiPropertyOptional({ enum: ['sig'] })
  @IsOptional()
  @Equals('sig')
  use?: 'sig';
}

export class TrustKeyDto extends ReasonDto {
  @ApiProperty({ type: PublicKeyDto })
  @ValidateNested()
  @Type(() => PublicKeyDto)
  publicKey: PublicKeyDto;
}

export class PeerAddressDto extends ReasonDto {
  @ApiProperty({
    example: 'https://pip.example',
    description: 'Where this service reaches the peer, without a path',
  })
  @IsUrl({ require_tld: false, require_protocol: true, protocols: ['http', 'https'] })
  url: string;
}

export class PeerStatusDto extends ReasonDto {
  @ApiProperty({ enum: ['OPEN', 'CLOSED'] })
  @IsIn(['OPEN', 'CLOSED'])
  status: 'OPEN' | 'CLOSED';
}

export class RetireKeyDto extends ReasonDto {
  @ApiPropertyOptional({ description: 'Others may know the private key: it counts no moment longer' })
  @IsOptional()
  @IsBoolean()
  compromised?: boolean;
}
