import { describe, expect, test } from 'vitest';
import type { Timeline, Version } from '#shared/model/history.ts';
import { TimelineReader } from '#ui/history/timeline.ts';

const version = (id: number): Version => ({
  id: id.toString(),
  reason: 'save',
  at: id,
  size: id,
  hash: 'h',
  version: null,
  kept: 'home',
});

/** A timeline in memory that grows at its newer end. */
function timelineOf(count: number) {
  const all = Array.from({ length: count }, (_, at) => version(count - at));
  const asked: (string | null)[] = [];
  const read = async (cursor: string | null, limit: number): Promise<Timeline> => {
    asked.push(cursor);
    const start = cursor === null ? 0 : all.findIndex(({ id }) => id === cursor) + 1;
    const versions = all.slice(start, start + limit);
    const more = start + limit < all.length;
    return {
      versions,
      cursor: more ? (versions.at(-1)?.id ?? null) : null,
      total: all.length,
      problem: null,
    };
  };
  return { read, asked, grow: (id: number) => all.unshift(version(id)) };
}

const idsOf = (reader: TimelineReader) => reader.state.getState().versions?.map(({ id }) => Number(id)) ?? [];
const down = (from: number, to: number) => Array.from({ length: from - to + 1 }, (_, at) => from - at);

describe('a timeline that is read a page at a time', () => {
  test('shows its newest page first, then older ones up to the end', async () => {
    const { read } = timelineOf(1000);
    const reader = new TimelineReader(read);
    await reader.refresh();
    expect(idsOf(reader)).toEqual(down(1000, 901));
    expect(reader.state.getState()).toMatchObject({ more: true, total: 1000 });
    await reader.older();
    await reader.older();
    expect(idsOf(reader)).toEqual(down(1000, 1));
    expect(reader.state.getState().more).toBe(false);
  });

  test('puts what has come in front, and keeps what was read', async () => {
    const { read, grow } = timelineOf(1000);
    const reader = new TimelineReader(read, 100);
    await reader.refresh();
    await reader.older();
    grow(1001);
    grow(1002);
    await reader.refresh();
    expect(idsOf(reader)).toEqual(down(1002, 401));
    await reader.older();
    expect(idsOf(reader)).toEqual(down(1002, 1));
  });

  test('starts anew where more has come than a page holds', async () => {
    const { read, grow } = timelineOf(300);
    const reader = new TimelineReader(read, 10);
    await reader.refresh();
    for (let id = 301; id <= 320; id++) grow(id);
    await reader.refresh();
    expect(idsOf(reader)).toEqual(down(320, 311));
    await reader.older();
    expect(idsOf(reader)).toEqual(down(320, 1));
  });

  test('does what is asked for while it reads, afterwards', async () => {
    const { read, asked } = timelineOf(200);
    const reader = new TimelineReader(read, 100);
    await Promise.all([reader.refresh(), reader.older(), reader.older()]);
    await reader.older();
    expect(asked).toEqual([null, '101']);
    expect(idsOf(reader)).toEqual(down(200, 1));
  });

  test('keeps what was read when a page cannot be, and says why', async () => {
    const { read } = timelineOf(200);
    let broken = false;
    const reader = new TimelineReader(async (cursor, limit) => {
      if (broken) throw new Error('no');
      return read(cursor, limit);
    });
    await reader.refresh();
    broken = true;
    await reader.older();
    expect(reader.state.getState().error?.code).toBe('UNREACHABLE');
    expect(idsOf(reader)).toHaveLength(100);
    broken = false;
    await reader.older();
    expect(reader.state.getState().error).toBeNull();
    expect(idsOf(reader)).toHaveLength(200);
  });
});
