import { type UploadView, uploadSchema } from '@/lib/contracts/datasets';
import { ApiError, apiError } from './api';

export interface UploadOptions {
  /** Bytes sent so far. */
  readonly onProgress: (sent: number) => void;
  readonly signal: AbortSignal;
}

/**
 * Sends a file as the request's body, so the browser streams it from disk. XMLHttpRequest and not fetch, because
 * fetch tells nothing about what has been sent.
 * @throws ApiError with the server's reason, `unavailable` when the connection breaks, `cancelled` after an abort
 */
export function uploadFile(file: File, { onProgress, signal }: UploadOptions): Promise<UploadView> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const broken = (code: 'cancelled' | 'unavailable') => () =>
      reject(new ApiError({ code, message: code, details: { file: file.name, reason: '' } }));
    const abort = () => request.abort();
    request.upload.onprogress = (event) => onProgress(event.loaded);
    request.onabort = broken('cancelled');
    request.onerror = broken('unavailable');
    request.onload = () => {
      const body = parse(request.responseText);
      const stored = uploadSchema.safeParse(body);
      if (request.status === 200 && stored.success) resolve(stored.data);
      else reject(apiError(request.status, body));
    };
    request.onloadend = () => signal.removeEventListener('abort', abort);
    if (signal.aborted) return broken('cancelled')();
    signal.addEventListener('abort', abort);
    request.open('POST', `/api/v1/uploads?name=${encodeURIComponent(file.name)}`);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.send(file);
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
