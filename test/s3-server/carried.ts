import type { IncomingHttpHeaders } from 'node:http';
import { escapeXml } from './xml.ts';

/** What fauxqs does not keep of an object: storage class, encryption, expiry, redirect, tags, by header. */
export type Carried = Readonly<Record<string, string>>;

const kept =
  /^(expires|x-amz-(storage-class|tagging|server-side-encryption.*|website-redirect-location|missing-meta))$/;

/** What a PUT, or the start of an upload in parts, gives to the object. */
export function carriedBy(headers: IncomingHttpHeaders): Carried {
  const entries = Object.entries(headers).filter(([name]) => kept.test(name));
  return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
}

/** What fauxqs keeps of an object, as an answer tells it. */
export function systemHeaders(object: {
  contentType: string;
  metadata: Record<string, string>;
  cacheControl?: string;
  contentDisposition?: string;
  contentLanguage?: string;
  contentEncoding?: string;
}): Record<string, string> {
  const metadata = Object.entries(object.metadata).map(([name, value]) => [`x-amz-meta-${name}`, value]);
  const named = {
    'content-type': object.contentType,
    'cache-control': object.cacheControl,
    'content-disposition': object.contentDisposition,
    'content-language': object.contentLanguage,
    'content-encoding': object.contentEncoding,
  };
  const given = Object.entries(named).filter(([, value]) => value !== undefined);
  return Object.fromEntries([...metadata, ...given]);
}

/** What an answer tells of it: of tags their number, and that only to those who may read them. */
export function shownHeaders(
  { 'x-amz-tagging': tagging, ...shown }: Carried,
  mayReadTags: boolean,
): Record<string, string> {
  if (tagging === undefined || !mayReadTags) return shown;
  return { ...shown, 'x-amz-tagging-count': String([...new URLSearchParams(tagging)].length) };
}

/** The answer to a request for tags. */
export function taggingXml({ 'x-amz-tagging': tagging = '' }: Carried): string {
  const tags = [...new URLSearchParams(tagging)].map(
    ([name, value]) => `<Tag><Key>${escapeXml(name)}</Key><Value>${escapeXml(value)}</Value></Tag>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?><Tagging><TagSet>${tags.join('')}</TagSet></Tagging>`;
}
