/**
 * A text without the names and passwords that stand in its addresses. A password may hold a slash, so that its address
 * cannot be parsed; what stands before a colon is a host only if a port follows.
 */
export function withoutPasswords(text: string): string {
  return text.replace(
    /(?<!\/)\/\/(?:[^\s/?#@:]*:(?!\d{1,5}(?:[/?#\s]|$))\S{0,2048}@|[^\s/?#]{1,2048}@)/g,
    '//',
  );
}

/** Whether the address of a server holds a name or a password. No such address has another use for an “@”. */
export function holdsPassword(address: string): boolean {
  return address.includes('@');
}
