import type { LiveState } from '#shared/model/live.ts';
import { plural } from '../words/numbers.ts';
import { formatClock, formatSeconds } from '../words/times.ts';

interface Words {
  text: string;
  tooltip: string;
}

/** A pause in words: `2 s`, `1 min`. */
function pauseWords(ms: number): string {
  return ms < 60_000 ? `${Math.round(ms / 1000)} s` : `${Math.round(ms / 60_000)} min`;
}

function watched({ asOf, limited }: LiveState): Words {
  if (asOf === null) return { text: 'Opening', tooltip: 'It is about to be watched.' };
  const rest = limited ? ' More is unfolded than can be watched at once; F5 reads all of it again.' : '';
  return { text: 'Live', tooltip: `What others change in it is shown at once.${rest}` };
}

function polled({ every, asOf, requests, limited }: LiveState): Words {
  const pause = pauseWords(every ?? 0);
  const rest = limited ? ' More is unfolded than is asked for; F5 reads all of it.' : '';
  const cost = `It is asked every ${pause} for what is on the screen, and less often while nothing changes.`;
  const made = `${plural(requests, 'request')} so far.`;
  return {
    text: asOf === null ? `Polls every ${pause}` : `As of ${formatSeconds(asOf)}, polls every ${pause}`,
    tooltip: `${cost} ${made} Settings switch it off.${rest}`,
  };
}

/** How old what is shown of a store is, and how it is known. */
export function statusWords(state: LiveState): Words {
  if (state.failing) {
    const since = state.asOf ?? state.failing.since;
    return { text: `Not reached since ${formatClock(since)}`, tooltip: state.failing.message };
  }
  if (state.how === 'watched') return watched(state);
  if (state.how === 'polled') return polled(state);
  const text = state.asOf === null ? 'Not polled' : `As of ${formatSeconds(state.asOf)}`;
  const why =
    state.how === 'off'
      ? 'It is not asked for changes: that is switched off in the settings. F5 reads it again.'
      : 'It is asked for changes while something of it is on the screen.';
  return { text, tooltip: why };
}
