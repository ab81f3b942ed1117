/** The blue dot of unsaved edits. */
export function DirtyDot({ label = 'Unsaved edits' }: { label?: string }) {
  return <span className="dirty-dot" role="img" aria-label={label} title={label} />;
}
