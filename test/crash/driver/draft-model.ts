import type { FileModel } from './file-model.ts';

/** A draft as the driver has typed it. */
export class DraftModel {
  readonly id: string;
  readonly file: FileModel;
  readonly base: { readonly version: string | null; readonly text: string };
  /** Texts by batch: the first is number 1. */
  readonly texts: string[] = [];
  /** The newest batch that the app has acknowledged. */
  acknowledged = 0;
  /** Whether it is to be there: `maybe` once it was given up without an answer. */
  exists: 'yes' | 'maybe' = 'yes';

  constructor(id: string, file: FileModel, base: { version: string | null; text: string }) {
    this.id = id;
    this.file = file;
    this.base = base;
  }

  /** What was typed last. */
  get text(): string {
    return this.texts.at(-1) ?? this.base.text;
  }

  get seq(): number {
    return this.texts.length;
  }
}
