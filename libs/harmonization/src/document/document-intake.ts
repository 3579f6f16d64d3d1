import { Injectable } from '@nestjs/common';
import { ServiceConfig } from '@platform/config';
import { contentEncodingUnsupported } from '@platform/problem/request-problems';
import type { FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { DOCUMENT_TYPES, documentNameFault, type DocumentType } from '../domain/document';
import { RefusedError } from '../refusal/refused.error';
import { inspectContent } from './content-inspection';
import { DocumentBlobs } from './document-blobs';
import { staged, tooLarge } from './staged-file';

/** An upload before anything of it was read. */
export interface Upload {
  readonly name: string;
  readonly mediaType: string;
  readonly declaredBytes?: number;
  readonly source: unknown;
}

/** Bytes that are kept and may now be named by a row. */
export interface KeptContent {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** DOC-1: the media types that the service's configuration allows. */
export const typesTaken = ({ documentTypes }: ServiceConfig): string[] =>
  documentTypes?.split(',').map((type) => type.trim()) ?? Object.keys(DOCUMENT_TYPES);

/** Reads, checks and keeps what is uploaded, as the service's configuration allows. */
@Injectable()
export class DocumentIntake {
  private readonly types: readonly string[];
  private readonly maxBytes: number;

  constructor(
    config: ServiceConfig,
    private readonly blobs: DocumentBlobs,
  ) {
    this.types = typesTaken(config);
    this.maxBytes = config.documentMaxBytes;
    const unknown = this.types.filter((type) => !DOCUMENT_TYPES[type]);
    if (unknown.length > 0)
      throw new Error(`DOCUMENT_TYPES names types that cannot be checked: ${unknown.join(', ')}`);
  }

  /**
   * Keeps what is uploaded; the caller names it by a row next. Refuses: DOCUMENT_TYPE_NOT_ALLOWED, DOCUMENT_TOO_LARGE, DOCUMENT_EMPTY,
   * DATA_INVALID (its name), DOCUMENT_CONTENT_MISMATCH, DOCUMENT_UNSAFE.
   */
  async take({ name, mediaType, declaredBytes, source }: Upload): Promise<KeptContent> {
    const type = this.typeOf(mediaType);
    this.requireName(name, type);
    if (declaredBytes !== undefined && declaredBytes > this.maxBytes) throw tooLarge(this.maxBytes);
    if (!(source instanceof Readable)) throw new RefusedError({ code: 'DOCUMENT_EMPTY' });
    const file = await staged(source, this.maxBytes);
    try {
      await inspectContent(file.path, type);
      await this.blobs.keep(file.sha256, file.path);
      return { name, mediaType, bytes: file.bytes, sha256: file.sha256 };
    } finally {
      await file.discard();
    }
  }

  /** Whether bytes from the peer are of a type and size that this service would take itself. */
  accepts(mediaType: string, bytes: number): boolean {
    return this.types.includes(mediaType) && bytes <= this.maxBytes;
  }

  requireName(name: string, type: DocumentType): void {
    const fault = documentNameFault(name, type);
    if (fault) throw new RefusedError({ code: 'DATA_INVALID' }, [fault]);
  }

  typeOf(mediaType: string): DocumentType {
    const type = this.types.includes(mediaType) ? DOCUMENT_TYPES[mediaType] : undefined;
    if (!type) throw new RefusedError({ code: 'DOCUMENT_TYPE_NOT_ALLOWED', facts: { accepted: this.types } });
    return type;
  }
}

/** What a request says of the document that it carries. */
export function uploadIn(request: FastifyRequest, name: string): Upload {
  const {
    'content-type': contentType = '',
    'content-length': length,
    'content-encoding': encoding,
  } = request.headers;
  if (encoding && encoding !== 'identity') throw contentEncodingUnsupported();
  const [mediaType = ''] = contentType.split(';');
  return {
    name: name.normalize('NFC'),
    mediaType: mediaType.trim().toLowerCase(),
    declaredBytes: length === undefined ? undefined : Number(length),
    source: request.body,
  };
}
