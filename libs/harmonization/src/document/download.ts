import { StreamableFile } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { DocumentContent } from './read-documents';

/** What people put in is never shown in our own name: it is saved, not opened, and a browser that opens it may do nothing with it. */
const SANDBOX = "sandbox; default-src 'none'; frame-ancestors 'none'";

/** RFC 6266 and 8187: a plain name for old readers, and the real one. */
export function contentDisposition(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(name.replace(/\p{Surrogate}/gu, '_')).replace(
    /['()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}

/** The answer that saves a document, with the headers that make it harmless. */
export function download(
  reply: FastifyReply,
  { name, mediaType, bytes, content }: DocumentContent,
): StreamableFile {
  void reply.headers({ 'content-security-policy': SANDBOX, 'x-content-type-options': 'nosniff' });
  return new StreamableFile(content, {
    type: mediaType,
    length: bytes,
    disposition: contentDisposition(name),
  });
}
