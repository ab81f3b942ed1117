import { StoreError } from '#shared/errors.ts';
import { baseName, compareKeys } from '#shared/format/keys.ts';
import { placeOf } from '#shared/format/layout.ts';
import type { FileFacts, StoreSections } from '#shared/model/session.ts';
import type { CallOptions, ReadableBackend } from '#storage/backend.ts';
import { inParallel } from '../in-parallel.ts';
import type { StoreRegistry } from '../stores/registry.ts';
import { contextPlaces } from './context-places.ts';
import type { DefinitionsService } from './definitions.ts';

/** More files than this in one folder are not shown; the section says so. */
const maxFiles = 5_000;

interface Found {
  readonly files: FileFacts[];
  readonly problems: { key: string; message: string }[];
}

/** What a store holds beside its sessions. */
export class SectionsService {
  readonly #stores: StoreRegistry;
  readonly #definitions: DefinitionsService;

  constructor(stores: StoreRegistry, definitions: DefinitionsService) {
    this.#stores = stores;
    this.#definitions = definitions;
  }

  async of(storeId: string, options: CallOptions): Promise<StoreSections> {
    const { backend } = this.#stores.reader(storeId);
    const places = await contextPlaces(backend, options);
    const found = await inParallel(places.folders, 4, (folder) => filesBelow(backend, folder, options));
    const files: FileFacts[] = [...found.flatMap((part) => part.files), ...places.files];
    const definitions = await this.#definitions.refresh(storeId, files);
    return {
      ...arrange(files.sort((a, b) => compareKeys(a.key, b.key))),
      workflows: files
        .filter(({ key }) => key.endsWith('.workflow.md'))
        .map((file) => {
          const definition = definitions.find(({ key }) => key === file.key);
          const name = definition?.name ?? baseName(file.key).replace(/\.workflow\.md$/, '');
          return { name, file, problems: definition?.problems ?? [] };
        }),
      problems: found.flatMap((part) => part.problems),
    };
  }
}

/** Agents with their files, users with their history, and what belongs to neither. */
function arrange(files: readonly FileFacts[]): Pick<StoreSections, 'agents' | 'contextFiles' | 'history'> {
  const agents = new Map<string, StoreSections['agents'][number]>();
  const agent = (name: string) => {
    const known = agents.get(name) ?? { name, prompt: null, memories: [], otherFiles: [] };
    agents.set(name, known);
    return known;
  };
  const contextFiles: FileFacts[] = [];
  const history: StoreSections['history'] = [];
  for (const file of files) {
    const place = placeOf(file.key.replace(/^context\//, ''));
    const own = /(?:^|\/)agents\/([^/]+)\.(prompt|memory)\.md$/s.exec(file.key);
    if (place.kind === 'memory') agent(place.agent).memories.unshift(file);
    else if (place.kind === 'history') history.push({ user: place.user, file });
    else if (own?.[2] === 'prompt') agent(own[1] ?? '').prompt = file;
    else if (own) agent(own[1] ?? '').otherFiles.push(file);
    else if (!file.key.endsWith('.workflow.md')) contextFiles.push(file);
  }
  return { agents: [...agents.values()], contextFiles, history };
}

async function filesBelow(backend: ReadableBackend, folder: string, options: CallOptions): Promise<Found> {
  const found: Found = { files: [], problems: [] };
  try {
    for await (const batch of backend.listAll(folder, options)) {
      found.files.push(...batch.entries);
      found.problems.push(...batch.problems);
      if (found.files.length > maxFiles) {
        found.problems.push({
          key: folder,
          message: `Only the first ${maxFiles} files of ${folder}/ are shown.`,
        });
        found.files.length = maxFiles;
        break;
      }
    }
  } catch (error) {
    if (!(error instanceof StoreError) || error.code === 'CANCELLED') throw error;
    if (error.code !== 'NOT_FOUND') found.problems.push({ key: folder, message: error.message });
  }
  return found;
}
