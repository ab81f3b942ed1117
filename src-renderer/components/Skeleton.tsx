interface SkeletonProps {
  /** What is being loaded, for screen readers. */
  label: string;
  rows?: number;
}

const widths = [56, 168, 96, 136, 72, 152];

/** Grey bars in the place of rows. They appear after 150 ms, so that quick answers never flash. */
export function SkeletonRows({ label, rows = 3 }: SkeletonProps) {
  const places = Array.from({ length: rows }, (_, place) => place);
  return (
    <div className="skeleton" role="status" aria-label={label}>
      {places.map((place) => (
        <SkeletonRow key={place} index={place} />
      ))}
    </div>
  );
}

/** One row of bars, of a width that varies with its place. */
export function SkeletonRow({ index = 0 }: { index?: number }) {
  return (
    <div className="skeleton-row">
      <span style={{ width: 8 }} />
      <span style={{ width: widths[index % widths.length] }} />
      <span style={{ width: widths[(index + 3) % widths.length] }} />
    </div>
  );
}
