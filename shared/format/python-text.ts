const pythonSpace = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;

/**
 * Python's `str.strip()`. Unlike JavaScript's `trim` it takes the separators U+001C to U+001F and U+0085
 * away too, and leaves a BOM.
 */
export function pythonStrip(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && pythonSpace.test(text.charAt(start))) start++;
  while (end > start && pythonSpace.test(text.charAt(end - 1))) end--;
  return text.slice(start, end);
}
