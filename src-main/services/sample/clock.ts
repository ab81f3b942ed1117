import { pythonIsoFormat } from '#shared/format/python-time.ts';

/** When the sample was made, unless another moment is asked for. */
export const sampleMoment = new Date('2026-03-12T15:40:00Z');

/** Tells the moments of the sample, all of them counted back from one. */
export interface Clock {
  /** Milliseconds since the epoch, to the second. */
  time(minutesAgo: number): number;
  /** As records have it: ISO 8601 with microseconds, in UTC. */
  iso(minutesAgo: number): string;
  /** As memory entries are named: `YYYYmmdd_HHMMSS_ffffff`. */
  fileStamp(minutesAgo: number): string;
}

export const minutes = { hour: 60, day: 24 * 60 };

/** Microseconds that look as if a clock had given them, yet are always the same. */
function microsecondsOf(minutesAgo: number): number {
  return (minutesAgo * 7_919 + 104_729) % 1_000_000;
}

/** A clock that counts back from `now`. */
export function clockAt(now: Date): Clock {
  const momentOf = (minutesAgo: number) => {
    const micros = microsecondsOf(minutesAgo);
    const minute = Math.floor(now.getTime() / 60_000) - minutesAgo;
    return { milliseconds: minute * 60_000 + Math.floor(micros / 1000), below: micros % 1000 };
  };
  const iso = (minutesAgo: number) => {
    const { milliseconds, below } = momentOf(minutesAgo);
    return pythonIsoFormat(milliseconds, below);
  };
  return {
    time: (minutesAgo) => Math.floor((now.getTime() - minutesAgo * 60_000) / 1000) * 1000,
    iso,
    fileStamp(minutesAgo) {
      const digits = iso(minutesAgo).replace(/\D/g, '');
      return `${digits.slice(0, 8)}_${digits.slice(8, 14)}_${digits.slice(14, 20)}`;
    },
  };
}
