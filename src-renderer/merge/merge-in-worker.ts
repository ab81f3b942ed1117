import { StoreError } from '#shared/errors.ts';
import MergeWorker from './merge.worker.ts?worker';
import { answerMerge, type MergeAnswer, type MergeTexts, mergeOfAnswer } from './merge-texts.ts';

/** Longer texts, all three together, are merged in a worker, so that the window stays alive. In characters. */
const mergeHere = 100_000;

/** Merges three texts without holding the window up. Aborting ends the work. */
export const mergeTexts: MergeTexts = async (texts, signal) => {
  signal.throwIfAborted();
  if (texts.base.length + texts.theirs.length + texts.mine.length <= mergeHere)
    return mergeOfAnswer(texts, answerMerge(texts));
  const worker = new MergeWorker();
  try {
    const answer = await new Promise<MergeAnswer>((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<MergeAnswer>) => resolve(data);
      worker.onerror = () => reject(new StoreError('INTERNAL', 'The worker that merges texts has failed.'));
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
      worker.postMessage(texts);
    });
    return mergeOfAnswer(texts, answer);
  } finally {
    worker.terminate();
  }
};
