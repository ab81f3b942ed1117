interface ProgressProps {
  label: string;
  done: number;
  /** Null while unknown: the bar then shows no share. */
  total: number | null;
}

/** A bar of 64 px. */
export function Progress({ label, done, total }: ProgressProps) {
  const share = total === null || total === 0 ? 0 : Math.min(1, done / total);
  return (
    <span
      className="progress"
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={total ?? undefined}
      aria-valuenow={total === null ? undefined : done}
    >
      <span style={{ width: `${share * 100}%` }} />
    </span>
  );
}
