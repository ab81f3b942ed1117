import { lowerBound } from './generated.ts';
import type { KeyedStore } from './keyed-store.ts';
import { escapeXml } from './xml.ts';

/**
 * ListObjectsV2 as S3 answers it. The one of fauxqs sorts by locale but pages by code unit, ends a page of
 * folders in the wrong place and does not know `encoding-type`.
 */
export function listObjectsV2(store: KeyedStore, bucket: string, query: Record<string, string>): string {
  const prefix = query.prefix ?? '';
  const delimiter = query.delimiter ?? '';
  const limit = Math.min(Number(query['max-keys'] ?? 1000), 1000);
  const encode = query['encoding-type'] === 'url' ? encodeKey : (key: string) => key;

  const keys = store.listedKeys(bucket);
  const token = query['continuation-token'];
  const from = token === undefined ? prefix : Buffer.from(token, 'base64url').toString();
  const rows: string[] = [];
  let at = lowerBound(keys, from);
  let next = '';
  for (;;) {
    const key = keys.at(at);
    if (!key?.startsWith(prefix)) break;
    if (rows.length === limit) {
      next = key;
      break;
    }
    const end = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
    if (end >= 0) {
      const folder = key.slice(0, end + delimiter.length);
      rows.push(`<CommonPrefixes><Prefix>${escapeXml(encode(folder))}</Prefix></CommonPrefixes>`);
      at = lowerBound(keys, `${folder}\u{10ffff}`);
    } else {
      rows.push(contents(store, bucket, key, encode));
      at++;
    }
  }

  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">',
    `<Name>${bucket}</Name><Prefix>${escapeXml(encode(prefix))}</Prefix>`,
    `<KeyCount>${rows.length}</KeyCount><MaxKeys>${limit}</MaxKeys>`,
    query['encoding-type'] ? `<EncodingType>${query['encoding-type']}</EncodingType>` : '',
    `<IsTruncated>${next !== ''}</IsTruncated>`,
    next === ''
      ? ''
      : `<NextContinuationToken>${Buffer.from(next).toString('base64url')}</NextContinuationToken>`,
    ...rows,
    '</ListBucketResult>',
  ].join('');
}

function contents(store: KeyedStore, bucket: string, key: string, encode: (key: string) => string): string {
  const object = store.headObject(bucket, key);
  return (
    `<Contents><Key>${escapeXml(encode(key))}</Key><LastModified>${object.lastModified.toISOString()}</LastModified>` +
    `<ETag>${escapeXml(object.etag)}</ETag><Size>${object.contentLength}</Size></Contents>`
  );
}

/** As Amazon encodes: `/` stays, a space is `+`. */
function encodeKey(key: string): string {
  return encodeURIComponent(key).replaceAll('%2F', '/').replaceAll('%20', '+');
}
