import { type Message, parseMessages } from '#shared/format/messages.ts';

/** What a preview shows of a conversation: its beginning, how many are left out, and its end. */
export interface MessagesDigest {
  count: number;
  first: readonly Message[];
  hidden: number;
  last: readonly Message[];
  /** Results that tools reported as errors. */
  errors: number;
}

const firstShown = 3;
const lastShown = 4;

/** The digest of a `messages.json`. Throws a StoreError that says which message cannot be read. */
export function digestOf(json: string): MessagesDigest {
  const messages = parseMessages(json);
  const all = messages.length <= firstShown + lastShown + 1;
  const first = all ? messages : messages.slice(0, firstShown);
  const last = all ? [] : messages.slice(-lastShown);
  const results = messages.flatMap(({ toolResults }) => toolResults);
  return {
    count: messages.length,
    first,
    hidden: messages.length - first.length - last.length,
    last,
    errors: results.filter(({ isError }) => isError).length,
  };
}
