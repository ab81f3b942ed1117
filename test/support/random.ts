import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { mersenne } from 'pure-rand/generator/mersenne';

/** Random choices that are the same for the same seed, so that a run can be made again. */
export class Random {
  readonly #numbers;

  constructor(seed: number) {
    this.#numbers = mersenne(seed);
  }

  /** From 0 up to, not including, 1. */
  next(): number {
    return uniformFloat64(this.#numbers);
  }

  /** A whole number, both ends included. */
  between(least: number, most: number): number {
    return uniformInt(this.#numbers, least, most);
  }

  /** A whole number from 0 up to, not including, the limit. */
  below(limit: number): number {
    return this.between(0, limit - 1);
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** One of the values; throws where there is none. */
  pick<T>(values: readonly T[]): T {
    const value = values[this.below(values.length)];
    if (value === undefined) throw new Error('There is nothing to pick from.');
    return value;
  }
}
