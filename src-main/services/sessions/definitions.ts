import { StoreError } from '#shared/errors.ts';
import type { WorkflowDefinitionFacts } from '#shared/model/session.ts';
import type { CallOptions, Entry, StorageBackend } from '#storage/backend.ts';
import { inParallel } from '../in-parallel.ts';
import type { StoreRegistry } from '../stores/registry.ts';
import { damagedDefinition, describeDefinition } from './describe-definition.ts';

/** Where definitions may lie: in the store itself, or in a `context/` tree inside it. */
const folders = ['workflows', 'context/workflows'];
const suffix = '.workflow.md';
const maxBytes = 512 * 1024;

/**
 * The workflow definitions of each store. They are read once and kept, so that looking into a session of a
 * bucket costs no requests for them, until somebody refreshes.
 */
export class DefinitionsService {
  readonly #stores: StoreRegistry;
  readonly #known = new WeakMap<StorageBackend, Promise<WorkflowDefinitionFacts[]>>();

  constructor(stores: StoreRegistry) {
    this.#stores = stores;
  }

  /** Every definition that could be found; one that cannot be read is there with its problem. */
  of(storeId: string, options: CallOptions): Promise<WorkflowDefinitionFacts[]> {
    const { backend } = this.#stores.reader(storeId);
    return this.#known.get(backend) ?? this.refresh(storeId, options);
  }

  /** Reads them again. */
  refresh(storeId: string, options: CallOptions): Promise<WorkflowDefinitionFacts[]> {
    const { backend } = this.#stores.reader(storeId);
    const reading = readDefinitions(backend, options);
    this.#known.set(backend, reading);
    // A reading that failed or was stopped is not worth keeping.
    reading.catch(() => this.#known.delete(backend));
    return reading;
  }
}

async function readDefinitions(
  backend: StorageBackend,
  options: CallOptions,
): Promise<WorkflowDefinitionFacts[]> {
  const levels = await inParallel(folders, 2, (folder) => definitionFiles(backend, folder, options));
  return inParallel(levels.flat(), 8, (file) => readDefinition(backend, file, options));
}

async function definitionFiles(
  backend: StorageBackend,
  folder: string,
  options: CallOptions,
): Promise<Entry[]> {
  try {
    const { files } = await backend.listLevel(folder, options);
    return files.filter(({ key }) => key.endsWith(suffix));
  } catch (error) {
    if (error instanceof StoreError && error.code !== 'CANCELLED') return [];
    throw error;
  }
}

async function readDefinition(
  backend: StorageBackend,
  { key }: Entry,
  options: CallOptions,
): Promise<WorkflowDefinitionFacts> {
  try {
    const { bytes } = await backend.readBytes(key, { ...options, maxBytes });
    return describeDefinition(key, bytes);
  } catch (error) {
    if (!(error instanceof StoreError) || error.code === 'CANCELLED') throw error;
    return damagedDefinition(key, error.message);
  }
}
