import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { Issued } from './issued.ts';
import type { SeenRequest } from './server.ts';
import { type Credentials, checkSignature, type Refusal } from './signature.ts';

/** A request as the framework has it. */
export interface Incoming {
  readonly method: string;
  readonly params: unknown;
  readonly query: unknown;
  readonly headers: IncomingHttpHeaders;
  readonly raw: IncomingMessage;
}

/** The same as tests look at it. */
export function seenRequest({ method, params, query, headers }: Incoming): SeenRequest {
  const { bucket = '', '*': key = '' } = params as Record<string, string>;
  return { method, bucket, key, query: query as Record<string, string>, headers };
}

/** As it came in: of a bucket in the host's name, the path was made longer since. */
function signedUrl(raw: IncomingMessage & { readonly originalUrl?: string }): string {
  return raw.originalUrl ?? raw.url ?? '';
}

/** Why a request is refused for who signed it; null where it is let in. */
export function checkCredentials(
  { method, raw, headers }: Incoming,
  own: Credentials,
  issued: Issued | undefined,
): Refusal | null {
  const given = issued?.signedWith(headers, own.region);
  return given?.refusal ?? checkSignature(method, signedUrl(raw), headers, given?.credentials ?? own);
}
