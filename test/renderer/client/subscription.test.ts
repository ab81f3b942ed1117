import { expect, it } from 'vitest';
import { useConnection } from '#ui/client/connection.ts';
import { staySubscribed } from '#ui/client/subscription.ts';

/** A stream that brings what it is told to, until it is ended or its subscriber goes. */
class Stream {
  readonly #items: string[] = [];
  #ended = false;
  #wake = () => {};

  bring(item: string): void {
    this.#items.push(item);
    this.#wake();
  }

  end(): void {
    this.#ended = true;
    this.#wake();
  }

  async *listen(signal: AbortSignal): AsyncGenerator<string> {
    signal.addEventListener('abort', () => this.end());
    for (;;) {
      const item = this.#items.shift();
      if (item !== undefined) yield item;
      else if (this.#ended) return;
      else await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }
}

/** What a window hears that stays subscribed. */
function subscriber() {
  const streams: Stream[] = [];
  const heard: string[] = [];
  const begun: boolean[] = [];
  let refusals = 0;
  staySubscribed<string>({
    subscribe: async (signal) => {
      if (refusals-- > 0) throw new Error('Refused.');
      const stream = new Stream();
      streams.push(stream);
      return stream.listen(signal);
    },
    begun: (again) => begun.push(again),
    take: (item) => heard.push(item),
  });
  return { streams, heard, begun, refuse: (times: number) => (refusals = times) };
}

function connect(): void {
  useConnection.setState(({ generation }) => ({ state: 'open', generation: generation + 1 }));
}

it('a stream that ends while the connection stays is subscribed to again, however often that fails', async () => {
  const { streams, heard, begun, refuse } = subscriber();
  connect();
  await expect.poll(() => begun).toEqual([false]);
  streams[0]?.bring('one');
  await expect.poll(() => heard).toEqual(['one']);
  refuse(2);
  streams[0]?.end();
  await expect.poll(() => begun).toEqual([false, true]);
  streams[1]?.bring('two');
  await expect.poll(() => heard).toEqual(['one', 'two']);
});

it('each connection has one subscription, and what the one before still brings is not heard', async () => {
  const { streams, heard, begun } = subscriber();
  connect();
  await expect.poll(() => begun).toEqual([false]);
  useConnection.setState({ state: 'lost' });
  connect();
  await expect.poll(() => begun).toEqual([false, true]);
  streams[1]?.bring('heard once');
  await expect.poll(() => heard).toEqual(['heard once']);
  expect(streams).toHaveLength(2);
});
