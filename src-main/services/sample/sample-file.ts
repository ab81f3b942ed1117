/** One file of the sample: its key in the store and what it holds. */
export interface SampleFile {
  readonly key: string;
  readonly content: string | Uint8Array;
}
