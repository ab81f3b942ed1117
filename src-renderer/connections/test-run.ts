import { useEffect, useRef, useState } from 'react';
import type { OpenS3, TestStep } from '#shared/contract/stores.ts';
import { client } from '../client/client.ts';
import { describeError } from '../client/errors.ts';

interface TestRun {
  /** The newest word on each step, in order. */
  steps: readonly TestStep[];
  running: boolean;
  /** Why the test itself could not go on. */
  problem: string | null;
}

const notRun: TestRun = { steps: [], running: false, problem: null };

/** The steps with one more word on one of them. */
export function withStep(steps: readonly TestStep[], step: TestStep): TestStep[] {
  const known = steps.some((other) => other.step === step.step);
  return known ? steps.map((other) => (other.step === step.step ? step : other)) : [...steps, step];
}

/** Runs the test of a form, step by step. */
export function useTestRun(): TestRun & { start: (request: OpenS3) => void; stop: () => void } {
  const [run, setRun] = useState(notRun);
  const controller = useRef<AbortController | null>(null);
  useEffect(() => () => controller.current?.abort(), []);

  const follow = async (request: OpenS3, signal: AbortSignal) => {
    setRun({ ...notRun, running: true });
    try {
      for await (const step of await client.stores.test(request, { signal })) {
        setRun((now) => ({ ...now, steps: withStep(now.steps, step) }));
      }
      if (!signal.aborted) setRun((now) => ({ ...now, running: false }));
    } catch (error) {
      const { cancelled, message } = describeError(error, signal);
      setRun(({ steps }) => ({
        steps: steps.filter((step) => step.outcome !== 'running'),
        running: false,
        problem: cancelled ? 'Stopped. Nothing was written.' : message,
      }));
    }
  };
  return {
    ...run,
    start: (request) => {
      controller.current?.abort();
      controller.current = new AbortController();
      void follow(request, controller.current.signal);
    },
    stop: () => controller.current?.abort(),
  };
}
