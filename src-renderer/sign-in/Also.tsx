import type { Prompt } from '#shared/model/sign-in.ts';

/** Who else waits for what is asked, as a sentence; nothing where nobody does. */
export function Also({ prompt: { name, also } }: { prompt: Prompt }) {
  const others = [...new Set(also.map((other) => other.name))].filter((other) => other !== name);
  if (others.length === 0) return null;
  const listed = new Intl.ListFormat('en').format(others);
  return ` ${listed} ${others.length === 1 ? 'waits' : 'wait'} for it, too.`;
}
