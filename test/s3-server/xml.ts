/** Escapes text for XML. */
export function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** The body of an S3 error answer. */
export function errorXml(
  code: string,
  message: string,
  extra: Readonly<Record<string, string>> = {},
): string {
  const fields = Object.entries({ Code: code, Message: message, ...extra });
  const inner = fields.map(([name, value]) => `<${name}>${escapeXml(value)}</${name}>`).join('');
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Error>${inner}</Error>`;
}
