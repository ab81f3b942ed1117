import { answerMerge, type Texts } from './merge-texts.ts';

self.onmessage = ({ data }: MessageEvent<Texts>) => {
  const answer = answerMerge(data);
  const { base, theirs, mine } = answer.starts;
  self.postMessage(answer, { transfer: [base.buffer, theirs.buffer, mine.buffer] });
};
