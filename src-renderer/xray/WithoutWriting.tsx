import { Icon } from '../components/Icon.tsx';
import { StatusGlyph } from '../components/StatusGlyph.tsx';

/** What remains to somebody who may look and not write. */
export function WithoutWriting() {
  return (
    <section className="xray-without" aria-labelledby="xray-without-title">
      <h4 id="xray-without-title" className="strong">
        What you get without it
      </h4>
      <ul>
        <li>
          <StatusGlyph status="passed" />
          <span>Browse, read, compare versions and runs, keep drafts on this machine.</span>
        </li>
        <li>
          <Icon name="lock" className="tone-3" />
          <span>
            No save, no delete. The status line shows <b className="strong">Read-only</b>.
          </span>
        </li>
      </ul>
    </section>
  );
}
