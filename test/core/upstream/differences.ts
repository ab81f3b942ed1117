/**
 * Where this project deliberately answers otherwise than the library. Each list is complete: the test fails
 * if a place of it agrees after all, or if another disagrees. The reasons are in docs/format.md.
 */
export const differences = {
  /** Text is given with the line ends that are stored; the library turns them to `\n` when it reads a folder. */
  lineEndsAreKept: [
    'sessions/09208a65-0f3e-4dd3-902b-938b8743feb6/artifacts/crlf.csv',
    'sessions/09208a65-0f3e-4dd3-902b-938b8743feb6/default/crlf_appended_scratch.md',
    'sessions/09208a65-0f3e-4dd3-902b-938b8743feb6/default/crlf_scratch.md',
    'sessions/09208a65-0f3e-4dd3-902b-938b8743feb6/default/crlf_summary.md',
    'sessions/09208a65-0f3e-4dd3-902b-938b8743feb6/default/mixed_scratch.md',
    'sessions/5387f613-76c4-48ae-8732-1cc007b37e14/artifacts/people.csv',
  ],
  /** A session's id is the name of its folder, not the one inside its record; a status is written there. */
  folderNamesTheSession: ['copied-session'],
  /** Metadata that is no object counts as empty; the library hands it on as it is. */
  metadataIsAnObject: ['extra-keys'],
  /** A status is set in place; the library writes the record anew, without the keys that it does not know. */
  statusIsPatchedInPlace: ['extra-keys', 'minimal'],
  /** A status for a session that has no readable record is refused; the library does nothing and says nothing. */
  statusWithoutRecordIsRefused: [
    '.hidden',
    'corrupt-bom',
    'corrupt-empty',
    'corrupt-no-created-at',
    'corrupt-truncated',
    'demo-session',
  ],
  /** Artifacts are those in the folder `artifacts`; on an object store the library also takes `artifacts_old/x`, as `old/x`. */
  prefixIsAFolder: { '15c1d2df-a996-4aef-812d-0ea67ff12229': ['old/research_summary.md'] } as Readonly<
    Record<string, readonly string[]>
  >,
};
