import { describe, expect, test } from 'vitest';
import { PagedBytes } from '#ui/artifacts/paged-bytes.ts';

const file = Uint8Array.from({ length: 1000 }, (_, index) => index % 251);

function open(options = { pageBytes: 100, maxPages: 3 }) {
  const reads: [number, number][] = [];
  const aborted: number[] = [];
  const pages = new PagedBytes(
    file.length,
    async (start, end, signal) => {
      reads.push([start, end]);
      signal.addEventListener('abort', () => aborted.push(start));
      await Promise.resolve();
      return file.slice(start, end);
    },
    options,
  );
  const arrived = () => new Promise((resolve) => setTimeout(resolve));
  return { pages, reads, aborted, arrived };
}

describe('bytes by pages', () => {
  test('are there after they were wanted, across pages too', async () => {
    const { pages, reads, arrived } = open();
    expect(pages.slice(90, 110)).toBeNull();
    pages.want(90, 110);
    await arrived();
    expect(reads).toEqual([
      [0, 100],
      [100, 200],
    ]);
    expect(pages.slice(90, 110)).toEqual(file.slice(90, 110));
  });

  test('are cut at the end of the file', async () => {
    const { pages, reads, arrived } = open();
    pages.want(950, 2000);
    await arrived();
    expect(reads).toEqual([[900, 1000]]);
    expect(pages.slice(990, 2000)).toEqual(file.slice(990));
  });

  test('are not fetched twice, and only so many are kept', async () => {
    const { pages, reads, arrived } = open();
    for (const page of [0, 1, 2]) {
      pages.want(page * 100, page * 100 + 1);
      await arrived();
    }
    pages.want(0, 1);
    pages.want(300, 301);
    await arrived();
    expect(reads.length).toBe(4);
    expect(pages.slice(0, 1)).not.toBeNull();
    expect(pages.slice(100, 101)).toBeNull();
  });

  test('that are out of sight before they came are not waited for', async () => {
    const { pages, aborted, arrived } = open();
    pages.want(0, 100);
    pages.want(500, 600);
    await arrived();
    expect(aborted).toEqual([0]);
    expect(pages.slice(0, 100)).toBeNull();
    expect(pages.slice(500, 600)).not.toBeNull();
  });

  test('say what failed, until something comes again', async () => {
    let fails = true;
    const failure = new Error('gone');
    const pages = new PagedBytes(10, async () => {
      if (fails) throw failure;
      return file.slice(0, 10);
    });
    let told = 0;
    pages.subscribe(() => {
      told += 1;
    });
    pages.want(0, 10);
    await new Promise((resolve) => setTimeout(resolve));
    expect([pages.error, told]).toEqual([failure, 1]);
    fails = false;
    pages.want(0, 10);
    await new Promise((resolve) => setTimeout(resolve));
    expect([pages.error, told]).toEqual([null, 2]);
  });
});
