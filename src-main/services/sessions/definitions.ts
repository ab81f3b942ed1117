import { StoreError } from '#shared/errors.ts';
import { baseName } from '#shared/format/keys.ts';
import type { FileFacts, WorkflowDefinitionFacts } from '#shared/model/session.ts';
import type { ReadableBackend } from '#storage/backend.ts';
import { inParallel } from '../in-parallel.ts';
import type { StoreRegistry } from '../stores/registry.ts';
import { contextPlaces } from './context-places.ts';
import { damagedDefinition, describeDefinition } from './describe-definition.ts';

const suffix = '.workflow.md';
const maxBytes = 512 * 1024;

/**
 * The workflow definitions of each store. They are read once and kept, so that looking into a session of a
 * bucket costs no requests for them, until somebody refreshes.
 */
export class DefinitionsService {
  readonly #stores: StoreRegistry;
  readonly #known = new WeakMap<ReadableBackend, Promise<WorkflowDefinitionFacts[]>>();

  constructor(stores: StoreRegistry) {
    this.#stores = stores;
  }

  /** Every definition that could be found; one that cannot be read is there with its problem. */
  of(storeId: string): Promise<WorkflowDefinitionFacts[]> {
    const { backend } = this.#stores.reader(storeId);
    return this.#known.get(backend) ?? this.#keep(backend, readAll(backend));
  }

  /** Reads them again, from files that were just listed. */
  refresh(storeId: string, files: readonly FileFacts[]): Promise<WorkflowDefinitionFacts[]> {
    const { backend } = this.#stores.reader(storeId);
    return this.#keep(backend, readDefinitions(backend, files));
  }

  // Whoever asks shares the answer, so nobody's leaving stops it.
  #keep(backend: ReadableBackend, reading: Promise<WorkflowDefinitionFacts[]>) {
    this.#known.set(backend, reading);
    reading.catch(() => {
      if (this.#known.get(backend) === reading) this.#known.delete(backend);
    });
    return reading;
  }
}

async function readAll(backend: ReadableBackend): Promise<WorkflowDefinitionFacts[]> {
  const { folders } = await contextPlaces(backend, {});
  const places = folders.filter((folder) => baseName(folder) === 'workflows');
  const levels = await inParallel(places, 2, (folder) => backend.listLevel(folder));
  return readDefinitions(
    backend,
    levels.flatMap(({ files }) => files),
  );
}

function readDefinitions(
  backend: ReadableBackend,
  files: readonly FileFacts[],
): Promise<WorkflowDefinitionFacts[]> {
  const definitions = files.filter(({ key }) => key.endsWith(suffix));
  return inParallel(definitions, 8, ({ key }) => readDefinition(backend, key));
}

async function readDefinition(backend: ReadableBackend, key: string): Promise<WorkflowDefinitionFacts> {
  try {
    const { bytes } = await backend.readBytes(key, { maxBytes });
    return describeDefinition(key, bytes);
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    return damagedDefinition(key, error.message);
  }
}
