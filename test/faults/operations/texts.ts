import { randomUUID } from 'node:crypto';
import type { Desk, Operation } from '../operations.ts';

export function textOf({ random }: Desk): string {
  return `mine ${random.below(1e9)}\n`.repeat(random.between(1, 40));
}

/** Opens a text and saves another over it, now and then too late. */
export function save(desk: Desk, key: string): Operation {
  const { services, store, random } = desk;
  const [text, intrudes] = [textOf(desk), random.chance(0.15)];
  let guarded: string | undefined;
  return {
    kind: intrudes ? 'save over somebody else’s' : 'save',
    leaves: [Buffer.from(text)],
    claims: () => guarded,
    async run() {
      const { version } = await services.documents.open(store, key, {});
      if (intrudes) desk.intrude(key, `theirs ${random.below(1e9)}\n`);
      const save = { base: version, text, saveId: randomUUID() };
      const saved = await services.documents.save(store, key, save, {});
      if (intrudes) throw new Error('A save went through over what somebody else wrote.');
      guarded = saved.guarded?.by;
      desk.keep(key, text);
      return new Map([[key, Buffer.from(text)]]);
    },
  };
}

/** Saves a new text. */
export function create(desk: Desk, key: string): Operation {
  const { services, store } = desk;
  const text = textOf(desk);
  let guarded: string | undefined;
  return {
    kind: 'create',
    leaves: [Buffer.from(text)],
    claims: () => guarded,
    async run() {
      const save = { base: null, text, saveId: randomUUID() };
      guarded = (await services.documents.save(store, key, save, {})).guarded?.by;
      desk.keep(key, text);
      return new Map([[key, Buffer.from(text)]]);
    },
  };
}
