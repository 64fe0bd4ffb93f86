import type { Bytes, Sha256 } from '@/crypto/index.ts';
import type { Connection } from '../api/connection.ts';
import { problemOf } from '../api/problems.ts';
import { PortalError } from '../contract/errors.ts';

/** So long nothing may move before a part is sent anew: buffers on slow ways take a while to empty. */
const MOST_SILENCE = 120_000;

/**
 * Sends one sealed part. With XMLHttpRequest, because `fetch` does not tell how far a request body has
 * come.
 *
 * @param sealed in pieces
 * @param hash of the part (spec/bodies.md section 2)
 * @param onSent told the bytes that have left since it was told last
 * @throws `offline` also where nothing has moved for two minutes: a connection may be gone without a word
 */
export function sendPart(
  connection: Connection,
  report: string,
  index: number,
  sealed: readonly Bytes[],
  hash: Sha256,
  onSent: (bytes: number) => void,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject: (failure: PortalError) => void) => {
    if (signal.aborted) {
      reject(new PortalError('aborted'));
      return;
    }
    const request = new XMLHttpRequest();
    // Bytes of the page's own would be copied on its thread once more, and by whoever watches.
    const body = new Blob([...sealed]);
    const abort = () => {
      request.abort();
    };
    const fall = () => {
      reject(new PortalError('offline'));
      request.abort();
    };
    let silence = setTimeout(fall, MOST_SILENCE);
    let sent = 0;
    const { authorization = '' } = connection.authorization();
    request.open('PUT', `/api/v1/reports/${report}/parts/${index}`);
    request.setRequestHeader('authorization', authorization);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.setRequestHeader('part-hash', hash);
    request.upload.onprogress = ({ loaded }) => {
      clearTimeout(silence);
      silence = setTimeout(fall, MOST_SILENCE);
      onSent(loaded - sent);
      sent = loaded;
    };
    request.onload = () => {
      if (request.status === 204) {
        onSent(body.size - sent);
        resolve();
        return;
      }
      const retryAfter = request.getResponseHeader('retry-after');
      const problem = problemOf(request.status, request.responseText, retryAfter);
      connection.noteRefusal(problem, authorization.replace(/^Bearer /, ''));
      reject(problem);
    };
    request.onerror = () => {
      reject(new PortalError('offline'));
    };
    request.onabort = () => {
      reject(new PortalError('aborted'));
    };
    request.onloadend = () => {
      clearTimeout(silence);
      signal.removeEventListener('abort', abort);
    };
    signal.addEventListener('abort', abort);
    request.send(body);
  });
}
