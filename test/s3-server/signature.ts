import { createHash, createHmac } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly region: string;
}

/** Why a signature was refused: the name that S3 answers with, and the region where it is wrong. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly region?: string;
}

/** Refuses what was signed more than a quarter of an hour from now, as S3 does. */
export function checkTime(headers: IncomingHttpHeaders, now: number): Refusal | null {
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(String(headers['x-amz-date'])) ?? [];
  if (year === undefined) return null;
  const signed = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Math.abs(signed - now) > 15 * 60_000 ? { status: 403, code: 'RequestTimeTooSkewed' } : null;
}

/**
 * Checks an AWS Signature Version 4 over the request exactly as it came in, so that a key which a client
 * signs in one form and sends in another is refused, as S3 does. Null when it is right.
 */
export function checkSignature(
  method: string,
  rawUrl: string,
  headers: IncomingHttpHeaders,
  expected: Credentials,
  /** What the signature is for, and the hash of the body where no header says it. */
  {
    service = 's3',
    bodyHash = headers['x-amz-content-sha256'],
  }: { service?: string; bodyHash?: unknown } = {},
): Refusal | null {
  const match =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/(\w+)\/aws4_request, *SignedHeaders=([^,]+), *Signature=([0-9a-f]{64})$/.exec(
      headers.authorization ?? '',
    );
  const [, accessKeyId = '', day = '', region = '', signedFor, signedHeaders = '', signature = ''] =
    match ?? [];
  if (signedFor !== service) return { status: 403, code: 'AccessDenied' };
  if (accessKeyId !== expected.accessKeyId) return { status: 403, code: 'InvalidAccessKeyId' };
  if (region !== expected.region) {
    return { status: 400, code: 'AuthorizationHeaderMalformed', region: expected.region };
  }

  const [path = '', query = ''] = rawUrl.split('?', 2);
  const canonicalQuery = query
    .split('&')
    .filter((part) => part !== '')
    .map((part) => (part.includes('=') ? part : `${part}=`))
    .sort()
    .join('&');
  const canonicalHeaders = signedHeaders
    .split(';')
    .map((name) => `${name}:${String(headers[name] ?? '').trim()}\n`);
  const canonicalRequest = [
    method,
    path,
    canonicalQuery,
    canonicalHeaders.join(''),
    signedHeaders,
    bodyHash,
  ].join('\n');
  const scope = `${day}/${region}/${service}/aws4_request`;
  const digest = createHash('sha256').update(canonicalRequest).digest('hex');
  const toSign = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, digest].join('\n');
  const signingKey = [day, region, service, 'aws4_request'].reduce<Buffer | string>(
    (key, part) => hmac(key, part),
    `AWS4${expected.secretAccessKey}`,
  );
  const right = hmac(signingKey, toSign).toString('hex') === signature;
  return right ? null : { status: 403, code: 'SignatureDoesNotMatch' };
}

/** The access key that a request names; empty where it is not signed. */
export function accessKeyOf({ authorization = '' }: IncomingHttpHeaders): string {
  return /Credential=([^/]+)\//.exec(authorization)?.[1] ?? '';
}

function hmac(key: Buffer | string, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
