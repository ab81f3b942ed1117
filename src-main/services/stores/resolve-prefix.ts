import { joinKey } from '#shared/format/keys.ts';

/** A prefix with the root that was found below it, or by `..` above it. */
export function resolvePrefix(prefix: string, root: string): string {
  let segments = prefix.split('/');
  for (const part of root.split('/')) segments = part === '..' ? segments.slice(0, -1) : [...segments, part];
  return joinKey(...segments);
}
