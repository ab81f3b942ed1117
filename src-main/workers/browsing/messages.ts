/** What the worker is started with: a folder; null is the home folder. */
export interface BrowseWorkerData {
  readonly path: string | null;
}

/** A name in a folder that is a folder, or a link that may lead to one. */
export interface Candidate {
  readonly name: string;
  readonly isLink: boolean;
}

/** From the worker, in this order: what there is by name, then what each turned out to be. */
export type BrowseMessage =
  | { kind: 'listed'; path: string; parent: string | null; candidates: Candidate[] }
  | { kind: 'looked'; name: string; isFolder: boolean; store: boolean }
  | { kind: 'done' }
  | { kind: 'failed'; path: string; cause: string };
