import type { Document } from '#shared/model/document.ts';
import { useStore } from '../stores/stores.ts';
import { useDocumentState } from './documents.ts';
import type { OpenDocument } from './open-document.ts';

/** Whether a document may not be edited: its file is no editable text, or its store is read-only or closed now. */
export function useReadOnly(document: OpenDocument): boolean {
  const reason = useDocumentState(document, (state) => state.facts?.readOnly ?? null);
  const storeReadOnly = useStore(document.store)?.readOnly === true;
  return storeReadOnly || (reason !== null && reason !== 'store');
}

/** Why a file is not shown as text, in a sentence. */
export function whyNotText({ readOnly, badByte, size }: Document): string {
  if (readOnly === 'not-utf8' && badByte !== null)
    return `Not UTF-8 from byte ${badByte.toLocaleString('en')}: shown read-only, so that no byte is lost.`;
  if (readOnly === 'too-large')
    return `Too large to be edited here (${size.toLocaleString('en')} bytes): shown read-only, a part at a time.`;
  return 'This is not text: shown read-only, as bytes.';
}
