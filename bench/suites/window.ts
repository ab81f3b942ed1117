import type { Figure } from '../support/figure.ts';

export async function windowSuite(): Promise<Figure[]> {
  return [];
}
