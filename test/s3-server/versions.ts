import { compareKeys } from '../../shared/format/keys.ts';
import { escapeXml } from './xml.ts';

/** A state of an object in a bucket that keeps versions; without bytes a delete marker. */
export interface KeptVersion {
  readonly key: string;
  readonly id: string;
  readonly at: Date;
  readonly etag: string;
  readonly bytes: Buffer | null;
  /** What it carries besides, by header. */
  readonly headers: Readonly<Record<string, string>>;
}

/** What buckets keep of former states of their objects, the newest first. */
export class KeptVersions {
  /** Whether a list begins with what its markers name, as some servers have it, and not behind it. */
  includesMarker = false;
  readonly #buckets = new Map<string, KeptVersion[]>();
  #last = 0;

  /** From now on the bucket keeps versions; what is in it becomes the first of each object. */
  keep(bucket: string, objects: readonly KeptVersion[]): void {
    if (!this.#buckets.has(bucket)) this.#buckets.set(bucket, [...objects]);
  }

  keeps(bucket: string): boolean {
    return this.#buckets.has(bucket);
  }

  note(bucket: string, key: string, state: Pick<KeptVersion, 'bytes' | 'etag' | 'headers'> | null): void {
    this.#last += 1;
    const { bytes = null, etag = '', headers = {} } = state ?? {};
    const id = `version-${this.#last}`;
    this.#buckets.get(bucket)?.unshift({ key, id, at: new Date(), etag, bytes, headers });
  }

  find(bucket: string, key: string, id: string): KeptVersion | null {
    return this.#buckets.get(bucket)?.find((version) => version.key === key && version.id === id) ?? null;
  }

  /** All that is kept of an object, the newest first. */
  of(bucket: string, key: string): readonly KeptVersion[] {
    return this.#buckets.get(bucket)?.filter((version) => version.key === key) ?? [];
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

  /**
   * The answer to ListObjectVersions: by key, each newest first, and with a delimiter by folder. Of other buckets the
   * objects, as S3 has it.
   */
  list(bucket: string, objects: readonly KeptVersion[], query: Readonly<Record<string, string>>): string {
    const prefix = query.prefix ?? '';
    const limit = Math.min(Number(query['max-keys'] ?? 1000), 1000);
    const all = (this.#buckets.get(bucket) ?? objects).filter(({ key }) => key.startsWith(prefix));
    const encode = query['encoding-type'] === 'url' ? encodeKey : (key: string) => key;
    const name = (key: string) => escapeXml(encode(key));
    const rows = rowsOf(all, prefix, query.delimiter ?? '', name);
    const from = rows.findIndex(
      (row) => isBehind(row, query) || (this.includesMarker && isMarker(row, query)),
    );
    const page = from < 0 ? [] : rows.slice(from, from + limit);
    const last = from >= 0 && from + limit < rows.length ? page.at(-1) : undefined;
    return [
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<ListVersionsResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">',
      `<Name>${bucket}</Name><IsTruncated>${last !== undefined}</IsTruncated>`,
      query['encoding-type'] ? `<EncodingType>${query['encoding-type']}</EncodingType>` : '',
      last ? `<NextKeyMarker>${name(last.key)}</NextKeyMarker>` : '',
      last?.id ? `<NextVersionIdMarker>${last.id}</NextVersionIdMarker>` : '',
      ...page.map(({ xml }) => xml),
      '</ListVersionsResult>',
    ].join('');
  }
}

/** The answer to GetBucketVersioning. */
export function versioningXml(enabled: boolean): string {
  const status = enabled ? '<Status>Enabled</Status>' : '';
  return `<?xml version="1.0" encoding="UTF-8"?><VersioningConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${status}</VersioningConfiguration>`;
}

interface Row {
  readonly key: string;
  /** Null for a folder. */
  readonly id: string | null;
  /** Ids of the same key that come before it. */
  readonly before: readonly string[];
  readonly xml: string;
}

type Name = (key: string) => string;

function rowsOf(all: readonly KeptVersion[], prefix: string, delimiter: string, name: Name): Row[] {
  const byKey = Map.groupBy(all, ({ key }) => key);
  const rows: Row[] = [];
  for (const key of [...byKey.keys()].sort(compareKeys)) {
    const end = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
    if (end >= 0) {
      const folder = key.slice(0, end + delimiter.length);
      if (rows.at(-1)?.key === folder) continue;
      const xml = `<CommonPrefixes><Prefix>${name(folder)}</Prefix></CommonPrefixes>`;
      rows.push({ key: folder, id: null, before: [], xml });
    } else {
      const versions = byKey.get(key) ?? [];
      for (const [at, version] of versions.entries()) {
        const before = versions.slice(0, at).map(({ id }) => id);
        rows.push({ key, id: version.id, before, xml: rowXml(version, at === 0, name) });
      }
    }
  }
  return rows;
}

/** Whether a row comes after the markers of a request. */
function isBehind({ key, before }: Row, query: Readonly<Record<string, string>>): boolean {
  const { 'key-marker': marker, 'version-id-marker': id } = query;
  if (marker === undefined || marker === '') return true;
  const order = compareKeys(key, marker);
  return order > 0 || (order === 0 && id !== undefined && before.includes(id));
}

function isMarker({ key, id }: Row, query: Readonly<Record<string, string>>): boolean {
  return id !== null && key === query['key-marker'] && id === query['version-id-marker'];
}

function rowXml({ key, id, at, etag, bytes }: KeptVersion, isLatest: boolean, name: Name): string {
  const facts = `<Key>${name(key)}</Key><VersionId>${id}</VersionId><IsLatest>${isLatest}</IsLatest><LastModified>${at.toISOString()}</LastModified>`;
  if (bytes === null) return `<DeleteMarker>${facts}</DeleteMarker>`;
  return `<Version>${facts}<ETag>${escapeXml(etag)}</ETag><Size>${bytes.length}</Size></Version>`;
}

function encodeKey(key: string): string {
  return encodeURIComponent(key).replaceAll('%2F', '/').replaceAll('%20', '+');
}
