import { escapeXml } from './xml.ts';

/** An upload in parts that has neither been completed nor aborted. */
export interface OpenUpload {
  readonly bucket: string;
  readonly key: string;
  /** Sizes, by number. */
  readonly parts: Map<number, number>;
}

/** ListParts, which fauxqs lacks. */
export function partsXml(id: string, { bucket, key, parts }: OpenUpload): string {
  const rows = [...parts].map(
    ([number, size]) => `<Part><PartNumber>${number}</PartNumber><Size>${size}</Size></Part>`,
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<ListPartsResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">',
    `<Bucket>${bucket}</Bucket><Key>${escapeXml(key)}</Key><UploadId>${id}</UploadId>`,
    '<IsTruncated>false</IsTruncated>',
    ...rows,
    '</ListPartsResult>',
  ].join('');
}
