import type { SaveGuarantee } from '#shared/model/guarantee.ts';
import { Icon } from '../components/Icon.tsx';
import { groupsOf } from './words.ts';
import './guarantee.css';

/** What each way of changing a file is worth in a store. */
export function GuaranteeList({ guarantee }: { guarantee: SaveGuarantee }) {
  return (
    <dl className="guarantee-list">
      {groupsOf(guarantee).map(({ level, isWeak, operations, explanation }) => (
        <div key={explanation}>
          <dt>
            <Icon name={isWeak ? 'warning' : 'shield'} className={isWeak ? 'tone-warn' : 'tone-3'} />
            <b>{level}</b>
            <span>{operations}</span>
          </dt>
          <dd>{explanation}</dd>
        </div>
      ))}
    </dl>
  );
}
