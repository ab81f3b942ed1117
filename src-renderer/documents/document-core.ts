import type { StoreApi } from 'zustand/vanilla';
import type { FileName } from '../drafts/draft-source.ts';
import type { DocumentState } from './document-state.ts';
import type { DocumentText } from './document-text.ts';
import type { DocumentSource } from './source.ts';

/** What the parts of an open document work on together. */
export interface DocumentCore {
  readonly file: FileName;
  readonly source: DocumentSource;
  /** What views show of it. */
  readonly state: StoreApi<DocumentState>;
  readonly text: DocumentText;
}
