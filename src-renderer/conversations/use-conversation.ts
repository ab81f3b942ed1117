import { useEffect, useMemo, useState } from 'react';
import { type ConversationReading, readConversation } from './read-conversation.ts';
import ReadingWorker from './reading.worker.ts?worker';

/** Longer texts are read in a worker, so that the window stays alive. */
const readHere = 100_000;

/** The conversation in a text; null while it is read for the first time. */
export function useConversation(text: string): ConversationReading | null {
  const isLong = text.length > readHere;
  const here = useMemo(() => (isLong ? null : readConversation(text)), [isLong, text]);
  const [there, setThere] = useState<ConversationReading | null>(null);
  useEffect(() => {
    if (!isLong) return;
    const worker = new ReadingWorker();
    worker.onmessage = ({ data }: MessageEvent<ConversationReading>) => setThere(data);
    worker.onerror = () => setThere({ messages: null, problem: 'The conversation could not be read.' });
    worker.postMessage(text);
    return () => worker.terminate();
  }, [isLong, text]);
  return here ?? there;
}
