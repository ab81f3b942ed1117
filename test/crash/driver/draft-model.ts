import type { FileModel } from './file-model.ts';

/** What a draft was typed over: the version and the text that were shown. */
export interface DraftBase {
  readonly version: string | null;
  readonly text: string;
}

/** A draft as the driver has typed it. */
export class DraftModel {
  readonly id: string;
  readonly file: FileModel;
  base: DraftBase;
  /** What it is based on if a save was done of which nobody has heard. */
  nextBase: DraftBase | null = null;
  /** Texts by batch: the first is number 1. */
  readonly texts: string[] = [];
  /** The newest batch that the app has acknowledged. */
  acknowledged = 0;
  /**
   * Whether it is to be there. `begun`: not yet acknowledged. `settling`: saved or given up, not yet acknowledged; if
   * it is gone, its text is where it was to go.
   */
  exists: 'begun' | 'yes' | 'settling' = 'begun';
  /** The newest batch in what is settling. */
  settlingSeq = 0;

  constructor(id: string, file: FileModel, base: DraftBase) {
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
