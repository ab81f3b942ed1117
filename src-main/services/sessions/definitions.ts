import type { WorkflowDefinitionFacts } from '#shared/model/session.ts';
import type { CallOptions, StorageBackend } from '#storage/backend.ts';
import type { StoreRegistry } from '../stores/registry.ts';

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
  _backend: StorageBackend,
  _options: CallOptions,
): Promise<WorkflowDefinitionFacts[]> {
  return [];
}
