import { useTree } from './tree-store.ts';

/** A name with what the filter found in it marked. */
export function Highlight({ text }: { text: string }) {
  const applied = useTree((state) => state.applied);
  const words = applied.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const lower = text.toLowerCase();
  const hit = words.map((word) => ({ at: lower.indexOf(word), word })).find(({ at }) => at >= 0);
  if (!hit || lower.length !== text.length) return text;
  const end = hit.at + hit.word.length;
  return (
    <>
      {text.slice(0, hit.at)}
      <mark>{text.slice(hit.at, end)}</mark>
      {text.slice(end)}
    </>
  );
}
