import { escapeXml } from './xml.ts';

/** A state of an object in a bucket that keeps versions; without bytes a delete marker. */
export interface KeptVersion {
  readonly key: string;
  readonly id: string;
  readonly at: Date;
  readonly etag: string;
  readonly bytes: Buffer | null;
}

/** What buckets keep of former states of their objects, the newest first. */
export class KeptVersions {
  readonly #buckets = new Map<string, KeptVersion[]>();
  #last = 0;

  /** From now on the bucket keeps versions. */
  keep(bucket: string): void {
    this.#buckets.set(bucket, []);
  }

  note(bucket: string, key: string, state: { bytes: Buffer; etag: string } | null): void {
    this.#last += 1;
    const { bytes = null, etag = '' } = state ?? {};
    this.#buckets.get(bucket)?.unshift({ key, id: `version-${this.#last}`, at: new Date(), etag, bytes });
  }

  find(bucket: string, key: string, id: string): KeptVersion | null {
    return this.#buckets.get(bucket)?.find((version) => version.key === key && version.id === id) ?? null;
  }

  /** The state that an object is in, where its bucket keeps versions. */
  newest(bucket: string, key: string): KeptVersion | null {
    return this.#buckets.get(bucket)?.find((version) => version.key === key) ?? null;
  }

  /** Forgets a version for good. */
  remove(bucket: string, key: string, id: string): void {
    const left = this.#buckets.get(bucket)?.filter((version) => version.key !== key || version.id !== id);
    if (left) this.#buckets.set(bucket, left);
  }

  /** The answer to ListObjectVersions: by key, each newest first. Of other buckets the objects, as S3 has it. */
  list(bucket: string, objects: readonly KeptVersion[], query: Readonly<Record<string, string>>): string {
    const limit = Math.min(Number(query['max-keys'] ?? 1000), 1000);
    const all = (this.#buckets.get(bucket) ?? objects).filter(({ key }) =>
      key.startsWith(query.prefix ?? ''),
    );
    const keys = [...new Set(all.map(({ key }) => key))].sort();
    const sorted = keys.flatMap((key) => all.filter((version) => version.key === key));
    const marker = sorted.findIndex(
      ({ key, id }) => key === query['key-marker'] && id === query['version-id-marker'],
    );
    const page = sorted.slice(marker + 1, marker + 1 + limit);
    const last = marker + 1 + limit < sorted.length ? page.at(-1) : undefined;
    return [
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<ListVersionsResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">',
      `<Name>${bucket}</Name><IsTruncated>${last !== undefined}</IsTruncated><EncodingType>url</EncodingType>`,
      last ? `<NextKeyMarker>${encode(last.key)}</NextKeyMarker>` : '',
      last ? `<NextVersionIdMarker>${last.id}</NextVersionIdMarker>` : '',
      ...page.map((version) => row(version, sorted.find(({ key }) => key === version.key) === version)),
      '</ListVersionsResult>',
    ].join('');
  }
}

function row({ key, id, at, etag, bytes }: KeptVersion, isLatest: boolean): string {
  const facts = `<Key>${encode(key)}</Key><VersionId>${id}</VersionId><IsLatest>${isLatest}</IsLatest><LastModified>${at.toISOString()}</LastModified>`;
  if (bytes === null) return `<DeleteMarker>${facts}</DeleteMarker>`;
  return `<Version>${facts}<ETag>${escapeXml(etag)}</ETag><Size>${bytes.length}</Size></Version>`;
}

function encode(key: string): string {
  return escapeXml(encodeURIComponent(key).replaceAll('%2F', '/').replaceAll('%20', '+'));
}
