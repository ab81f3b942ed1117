import { useEffect, useRef, useState } from 'react';
import {
  type XrayEvent,
  type XrayOffer,
  type XrayRequest,
  type XrayStep,
  type XrayStepName,
  xraySteps,
} from '#shared/contract/xray.ts';
import { client } from '../client/client.ts';
import { describeError } from '../client/errors.ts';

/** What an X-ray has shown so far. */
export interface XrayRun {
  /** The newest word on each step, in order. */
  readonly steps: readonly XrayStep[];
  /** What could be written to learn more; null until that is known, and where there is no way to. */
  readonly offer: XrayOffer | null;
  readonly running: boolean;
  /** Why the run itself could not go on, or that it was stopped. */
  readonly problem: string | null;
}

export const notRun: XrayRun = { steps: [], offer: null, running: false, problem: null };

/** The run with one more word on it. */
export function withEvent(run: XrayRun, event: XrayEvent): XrayRun {
  if (event.kind === 'offer') return { ...run, offer: event };
  const others = run.steps.filter(({ step }) => step !== event.step);
  return { ...run, steps: [...others, event].sort((one, other) => place(one.step) - place(other.step)) };
}

/** The run as it stands before its steps from this one on are run again. */
export function beginningAt(run: XrayRun, from: XrayStepName | undefined): XrayRun {
  const before = from === undefined ? [] : run.steps.filter(({ step }) => place(step) < place(from));
  return { ...notRun, steps: before, offer: from === undefined ? null : run.offer, running: true };
}

/** The run once it was stopped: what had not ended is as if it had not begun. */
export function ended(run: XrayRun, problem: string | null): XrayRun {
  return { ...run, steps: run.steps.filter(({ outcome }) => outcome !== 'running'), running: false, problem };
}

function place(step: XrayStepName): number {
  return xraySteps.indexOf(step);
}

/** Runs X-rays, one at a time; leaving the page stops them. */
export function useXrayRun(): XrayRun & { start: (request: XrayRequest) => void; stop: () => void } {
  const [run, setRun] = useState(notRun);
  const controller = useRef<AbortController | null>(null);
  useEffect(() => () => controller.current?.abort(), []);

  const follow = async (request: XrayRequest, signal: AbortSignal) => {
    setRun((before) => beginningAt(before, request.from));
    try {
      for await (const event of await client.xray.run(request, { signal })) {
        if (!signal.aborted) setRun((now) => withEvent(now, event));
      }
      if (controller.current?.signal === signal)
        setRun((now) => ended(now, signal.aborted ? 'Stopped.' : null));
    } catch (error) {
      const { cancelled, message } = describeError(error, signal);
      if (controller.current?.signal !== signal) return;
      setRun((now) => ended(now, cancelled ? 'Stopped.' : message));
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
