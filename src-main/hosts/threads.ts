/**
 * More threads for what Node does in the background: half of them look up host names, and a name that nobody answers
 * for keeps one for many seconds. Of the four that are usual, two such names would hold up every store. Counts only if
 * this is loaded before the first is used, and not on Windows, where the variable must be there before the process.
 */
process.env.UV_THREADPOOL_SIZE ??= '32';
