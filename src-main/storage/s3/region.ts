/** The region that an answer names; undefined where what it says cannot be the name of one. */
export function regionIn(said: unknown): string | undefined {
  return typeof said === 'string' && /^[a-z\d-]{1,64}$/i.test(said) ? said : undefined;
}
