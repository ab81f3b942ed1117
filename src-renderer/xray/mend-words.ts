import type { Mend, MendField } from '#shared/model/mend.ts';

const fields: Record<MendField, string> = {
  bucket: 'the bucket',
  prefix: 'the prefix',
  endpoint: 'the endpoint',
  region: 'the region',
  pathStyle: 'path style',
  checksums: 'the checksum mode',
  credentials: 'the credentials',
  proxy: 'the proxy',
  caFile: 'the certificates',
  dualStack: 'dual stack',
};

/** What the button of a mend says that is about a field of the form. */
export function mendLabel({ field, value }: Extract<Mend, { kind: 'set' }>): string {
  const name = fields[field];
  if (value === null) return field === 'caFile' ? 'Name the file…' : `Go to ${name}`;
  if (typeof value === 'boolean') return `${value ? 'Use' : 'Do without'} ${name}`;
  return value === '' ? `Leave ${name} empty` : `Set ${name} to ${value}`;
}
