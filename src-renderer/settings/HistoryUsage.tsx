import { useEffect, useState } from 'react';
import { client } from '../client/client.ts';
import { describeError } from '../client/errors.ts';
import { formatBytes, plural } from '../words/numbers.ts';

/** What the history of all stores takes up now, in a sentence. */
export function HistoryUsage() {
  const [words, setWords] = useState('Counting what it takes now…');
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    client.history.usage(undefined, { signal }).then(
      ({ versions, bytes }) =>
        setWords(`Takes ${formatBytes(bytes)} now, for ${plural(versions, 'version')} of all stores.`),
      (error: unknown) => {
        const { cancelled, message } = describeError(error, signal);
        if (!cancelled) setWords(message);
      },
    );
    return () => controller.abort();
  }, []);
  return `${words} Beyond the limit the oldest go first.`;
}
