import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The entry of a worker: a source beside this one, a bundle beside the bundles or above their chunks. */
export function findEntry(name: string): URL {
  const places = [`./${name}.ts`, `./${name}.js`, `../${name}.js`];
  const entries = places.map((place) => new URL(place, import.meta.url));
  const entry = entries.find((url) => existsSync(fileURLToPath(url)));
  if (!entry) throw new Error(`The worker ${name} is missing beside ${import.meta.url}.`);
  return entry;
}
