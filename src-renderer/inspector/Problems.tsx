import { Icon } from '../components/Icon.tsx';
import { FactSection } from './FactList.tsx';

/** What is wrong with the selected thing, in words. */
export function Problems({ sentences }: { sentences: readonly string[] }) {
  if (sentences.length === 0) return null;
  return (
    <FactSection title="To know">
      <ul className="inspector-problems">
        {sentences.map((sentence) => (
          <li key={sentence}>
            <Icon name="warning" className="tone-warn" />
            <span>{sentence}</span>
          </li>
        ))}
      </ul>
    </FactSection>
  );
}
