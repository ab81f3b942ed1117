import { parseFrontMatter } from '#shared/format/front-matter.ts';
import { baseName } from '#shared/format/keys.ts';
import type { ContextTree } from './context-tree.ts';
import { type Definition, definitionOf } from './definition.ts';
import { type ContextProfile, profileSchema } from './schemas.ts';

/** Context files by the name that `context_files` gives them: with the folder, unless that is `agents`. */
export interface ContextFiles {
  readonly bodies: ReadonlyMap<string, string>;
  readonly profiles: ReadonlyMap<string, Definition<ContextProfile>>;
}

/** Folders that hold no context files of their own; `sessions` and `history` are large, and not for definitions. */
const skipped = new Set(['workflows', 'sessions', 'history']);

/** Reads the `*.context.md` of all folders in a tree. */
export async function readContextFiles(tree: ContextTree): Promise<ContextFiles> {
  const bodies = new Map<string, string>();
  const profiles = new Map<string, Definition<ContextProfile>>();
  const folders = (await tree.folders()).filter((name) => !name.startsWith('.') && !skipped.has(name));
  for (const folder of folders) {
    await tree.read(
      folder,
      (name) => name.endsWith('.context.md'),
      (key, text) => {
        const name = folder === 'agents' ? baseName(key) : `${folder}/${baseName(key)}`;
        const parsed = parseFrontMatter(text);
        if (parsed.metadata.type === 'profile') profiles.set(name, definitionOf(profileSchema, key, parsed));
        bodies.set(name, parsed.body);
      },
    );
  }
  return { bodies, profiles };
}
