import { refusalIn, Unreachable } from './problem';

export interface Upload {
  readonly path: string;
  readonly file: File;
  readonly mediaType: string;
  readonly language: string;
  /** The same key for each try: what was sent twice is there once. */
  readonly key: string;
  readonly onProgress: (share: number) => void;
}

/** Sends a file as the body of a request. `fetch` cannot tell how far it is, so the older interface does it. */
export function upload({ path, file, mediaType, language, key, onProgress }: Upload): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', path);
    const headers = {
      accept: 'application/json',
      'accept-language': language,
      'content-type': mediaType,
      'idempotency-key': key,
      'x-portal-request': '1',
    };
    Object.entries(headers).forEach(([name, value]) => request.setRequestHeader(name, value));
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onerror = () => reject(new Unreachable('no answer'));
    request.onload = () => (request.status < 300 ? resolve() : reject(refusalIn(request.responseText)));
    request.send(file);
  });
}
