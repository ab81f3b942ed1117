import { useSelection } from '../shell/selection.ts';

/** Facts about what is selected. */
export default function Inspector() {
  const selected = useSelection((state) => state.selected);
  return (
    <section className="inspector" aria-label="Inspector" data-region="inspector">
      <div className="panel-head">
        <h2 className="ellipsis">{selected ? selected.kind : 'Nothing selected'}</h2>
      </div>
    </section>
  );
}
