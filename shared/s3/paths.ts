/** A prefix without the slashes around it. */
export function trimmed(prefix: string): string {
  return prefix.replace(/^\/+|\/+$/g, '');
}

/** A path as it was before it was put into an address; as it stands where it was never encoded. */
export function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
