import { Link } from '../components/Button.tsx';
import { Notice } from '../components/Notice.tsx';
import { unsay, useSaid } from './said.ts';

/** What the last command said: below the tree, or above the tabs' content while the tree is hidden. */
export function SaidNotice() {
  const said = useSaid((state) => state.said);
  if (!said) return null;
  return (
    <Notice
      kind={said.kind}
      actions={
        <>
          {said.actions?.map(({ label, run }) => (
            <Link
              key={label}
              onClick={() => {
                unsay(said);
                run();
              }}
            >
              {label}
            </Link>
          ))}
          <Link onClick={() => unsay(said)}>Close</Link>
        </>
      }
    >
      {said.text}
    </Notice>
  );
}
