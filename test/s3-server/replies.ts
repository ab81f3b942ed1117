import type { Answer } from './server.ts';
import type { Refusal } from './signature.ts';
import { errorXml } from './xml.ts';

/** An answer that is being made. */
export interface Outgoing {
  header(name: string, value: string): Outgoing;
  hasHeader(name: string): boolean;
  removeHeader(name: string): Outgoing;
  headers(values: Readonly<Record<string, string>>): Outgoing;
  status(status: number): Outgoing;
  type(type: string): Outgoing;
  send(body?: string | Uint8Array): unknown;
}

/** What a test wants in place of the real answer. */
export function sendFault(
  reply: Outgoing,
  method: string,
  { headers = {}, status, body, code, extra }: Answer,
): void {
  reply.headers(headers);
  if (body !== undefined) reply.status(status).send(body);
  else sendError(reply, method, status, code, extra);
}

/** Of a signature or a region. */
export function sendRefusal(reply: Outgoing, method: string, { status, code, region }: Refusal): void {
  if (region) reply.header('x-amz-bucket-region', region);
  sendError(reply, method, status, code, region ? { Region: region } : {});
}

/** An error of S3, with a body where its request may have one. */
export function sendError(
  reply: Outgoing,
  method: string,
  status: number,
  code = '',
  extra: Readonly<Record<string, string>> = {},
): void {
  reply.status(status);
  if (method === 'HEAD' || code === '') reply.send();
  else reply.type('application/xml').send(errorXml(code, `${code} (said by the test server).`, extra));
}
