import type { ComponentType } from 'react';
import type { OpenDocument } from './open-document.ts';

type DocumentNotice = ComponentType<{ document: OpenDocument }>;

const notices = new Map<string, DocumentNotice>();

/** Adds something that may be said above the text of any document. Features do so once, when they are loaded. */
export function registerDocumentNotice(name: string, notice: DocumentNotice): void {
  notices.set(name, notice);
}

/** By name, in order of registration. */
export function documentNotices(): readonly (readonly [string, DocumentNotice])[] {
  return [...notices];
}
