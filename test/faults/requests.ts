/** Requests by their names, each a method and an address, as the proxy sees them. */

/** Header by which a request says what it is for. The server never sees it. */
export const actionHeader = 'x-fault-action';
/** Header by which a try is told from all others. */
export const tryHeader = 'x-fault-try';

/** Changes an object, or takes a version away. */
export function isChange(name: string): boolean {
  const { method, query } = partsOf(name);
  if (method === 'PUT') return !query.has('partNumber');
  if (method === 'POST') return query.has('uploadId');
  return method === 'DELETE' && !query.has('uploadId');
}

/** Looks at an object, or reads it. */
export function isLook(name: string): boolean {
  const { method, key } = partsOf(name);
  return (method === 'HEAD' || method === 'GET') && key !== '';
}

/** The object that a request is about; empty for one about the bucket. */
export function keyOf(name: string): string {
  return partsOf(name).key;
}

function partsOf(name: string) {
  const [method = '', address = ''] = name.split(' ', 2);
  const { pathname, searchParams: query } = new URL(address, 'http://localhost');
  const [, , ...key] = pathname.split('/');
  return { method, key: decodeURIComponent(key.join('/')), query };
}
