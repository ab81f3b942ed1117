import { expect, test } from 'vitest';
import { mergeIntoEditor } from '#ui/merge/into-editor.ts';
import { answerMerge, mergeOfAnswer } from '#ui/merge/merge-texts.ts';
import { OneFile, openFile } from '../documents/fakes.ts';

const lines = (...all: string[]) => `${all.join('\n')}\n`;

test('what is typed while both sides are brought together is part of the merge', async () => {
  const file = new OneFile(lines('one', 'two', 'three'));
  const { document, buffer, type, state } = await openFile(file);
  type(lines('one, mine', 'two', 'three'));
  file.writeOutside(lines('one', 'two', 'three, theirs'));
  let typed = ['one, mine, and more', 'one, mine, and more still'];
  await mergeIntoEditor(document, new AbortController().signal, {
    readTheirs: async () => {
      const { facts, text } = await file.read();
      return { text: text ?? '', version: facts.version, at: facts.modifiedAt };
    },
    mergeTexts: async (texts) => {
      const [first, ...rest] = typed;
      typed = rest;
      if (first) type(lines(first, 'two', 'three'));
      return mergeOfAnswer(texts, answerMerge(texts));
    },
  });
  expect(buffer().text()).toBe(lines('one, mine, and more still', 'two', 'three, theirs'));
  expect(state()).toMatchObject({ dirty: true, trouble: null });
});
