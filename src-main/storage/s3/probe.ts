import type { StoreError } from '#shared/errors.ts';

/**
 * What a probe tries, in this order: each condition with a fresh and with a stale version, in one piece and (`upload`)
 * in parts; at the end it removes what it wrote.
 */
export const probeSteps = ['create', 'replace', 'upload', 'delete', 'removal'] as const;

export type ProbeStep = (typeof probeSteps)[number];

/** What came of one step of a probe. */
export interface ProbeResult {
  readonly step: ProbeStep;
  /**
   * `guarded`: the server let the fresh change through and refused the stale one. `unguarded`: it let the stale one
   * through, or takes no conditions. `removed`: nothing is left of the probe; `kept`: the bucket keeps versions of it.
   * `failed`: see `error`. `skipped`: it could not be tried after what failed before.
   */
  readonly outcome: 'guarded' | 'unguarded' | 'removed' | 'kept' | 'failed' | 'skipped';
  /** What was seen, in a sentence or two. */
  readonly message: string;
  /** Of `failed`: `cause` has the server's own name of it and the status. */
  readonly error: StoreError | null;
}

/** Where a probe writes: a key of its own where sessions lie, to be named before it is agreed to. */
export function newProbeKey(): string {
  return `sessions/agentflow-sessions-test-${crypto.randomUUID()}`;
}
