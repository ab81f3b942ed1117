/** What somebody else has written, and which of its SHA-256 in hex must be found in the end. */
export interface WriterReport {
  readonly texts: number;
  readonly mustBeKept: readonly string[];
}
