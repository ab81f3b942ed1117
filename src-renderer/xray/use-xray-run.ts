import { useEffect, useRef, useState } from 'react';
import type { XrayRequest } from '#shared/contract/xray.ts';
import { client } from '../client/client.ts';
import { describeError } from '../client/errors.ts';
import type { TakenKeys } from '../connections/KeyInputs.tsx';
import { say } from '../shell/said.ts';
import { keepRun, keptRun } from './kept-runs.ts';
import { beginningAt, ended, isOver, leftBehind, notRun, withEvent, type XrayRun } from './xray-run.ts';

/** One run, from its start to its end. */
interface Turn {
  readonly request: XrayRequest;
  readonly controller: AbortController;
  stopped: boolean;
  /** Nobody sees the form any more: what the run leaves in the bucket is said below the tree. */
  left: boolean;
}

/** Ends a run. What it wrote is removed first, and said as its last step. */
function stopTurn(turn: Turn): void {
  turn.stopped = true;
  const { controller, request } = turn;
  if (request.probe === undefined) controller.abort();
  else client.xray.stop({ probe: request.probe }).catch(() => controller.abort());
}

interface XrayRuns extends XrayRun {
  /** Keys are taken only for a run that begins. */
  readonly start: (request: XrayRequest, takeKeys: () => TakenKeys | null) => void;
  readonly stop: () => void;
}

/** Runs the X-rays of the form that a tab shows, one at a time; leaving the form stops them. */
export function useXrayRun(tabId: string): XrayRuns {
  const [run, setRun] = useState(() => keptRun(tabId));
  const current = useRef<Turn | null>(null);
  useEffect(
    () => () => {
      if (!current.current) return;
      current.current.left = true;
      stopTurn(current.current);
    },
    [],
  );

  const follow = async (turn: Turn, taken: TakenKeys | null) => {
    const { signal } = turn.controller;
    let now = beginningAt(run, turn.request);
    let failure: string | null = null;
    let isAnswered = false;
    const show = (next: XrayRun) => {
      now = next;
      if (!turn.left) keepRun(tabId, isOver(next) ? next : notRun);
      setRun(turn.stopped && next.state === 'running' ? { ...next, state: 'stopping' } : next);
    };
    show(now);
    const request = taken ? { ...turn.request, keys: taken.keys } : turn.request;
    try {
      for await (const event of await client.xray.run(request, { signal })) {
        isAnswered = true;
        show(withEvent(now, event));
      }
    } catch (error) {
      const { cancelled, message, answered } = describeError(error, signal);
      isAnswered ||= answered;
      if (!cancelled) failure = message;
    }
    current.current = null;
    if (!isAnswered) taken?.giveBack();
    const left = leftBehind(now);
    if (turn.left && left) say({ kind: 'error', text: left });
    show(ended(now, turn.stopped ? 'stopped' : 'ended', failure));
  };
  return {
    ...run,
    start: (request, takeKeys) => {
      if (current.current) return;
      current.current = { request, controller: new AbortController(), stopped: false, left: false };
      void follow(current.current, takeKeys());
    },
    stop: () => {
      if (!current.current) return;
      stopTurn(current.current);
      setRun((now) => ({ ...now, state: 'stopping' }));
    },
  };
}
