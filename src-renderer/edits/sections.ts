import type { ComponentType } from 'react';
import type { StoreId } from '#shared/model/store.ts';

type Section = ComponentType<{ store: StoreId }>;

const sections = new Map<string, Section>();

/** Adds something that stands above the list of a store's edits. Features do so once, when they are loaded. */
export function registerEditsSection(name: string, section: Section): void {
  sections.set(name, section);
}

/** By name, in order of registration. */
export function editsSections(): readonly (readonly [string, Section])[] {
  return [...sections];
}
