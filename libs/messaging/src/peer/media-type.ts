/**
 * The media type of everything a peer posts. A type of its own lets the bytes arrive unparsed on these routes only:
 * the digest is over bytes.
 */
export const PEER_MEDIA_TYPE = 'application/vnd.peer.v1+json';
