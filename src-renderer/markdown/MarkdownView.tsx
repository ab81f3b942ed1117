import { memo, useMemo, useState } from 'react';
import Markdown, { type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { Link } from '../components/Button.tsx';
import { type FrontMatter, splitFrontMatter } from './front-matter.ts';
import { openableUrl } from './links.ts';
import './markdown.css';

/** Longer texts are shown from their start, because laying them out would block the window. */
const shownLength = 30_000;

/** Nothing is loaded, and nothing opens but what the user clicks, outside of the app. */
const components: Components = {
  a: ({ href, children }) => {
    const url = openableUrl(href);
    if (!url) return <span title={href}>{children}</span>;
    return (
      <a href={url} title={url} target="_blank" rel="noopener noreferrer nofollow">
        {children}
      </a>
    );
  },
  img: ({ src, alt }) => (
    <span className="markdown-image" title="Images of a text are not loaded">
      {alt || 'Image'}: {typeof src === 'string' ? src : ''}
    </span>
  ),
  table: ({ children }) => (
    <div className="markdown-table">
      <table>{children}</table>
    </div>
  ),
};

/** A text that scrolls takes the focus, so that the arrow keys can scroll it. */
const readByKeyboard = { tabIndex: 0 };

const plugins = [remarkGfm];

/** Keeps the address as it is: `a` and `img` above decide what becomes of it. */
const asWritten = (url: string) => url;

const Body = memo(function Body({ text }: { text: string }) {
  return (
    <Markdown remarkPlugins={plugins} components={components} urlTransform={asWritten}>
      {text}
    </Markdown>
  );
});

function FrontMatterTable({ front }: { front: FrontMatter }) {
  if (!front.rows) return <pre className="markdown-front-source">{front.source}</pre>;
  if (front.rows.length === 0) return null;
  return (
    <table className="markdown-front" aria-label="Front matter">
      <tbody>
        {front.rows.map(({ key, value }) => (
          <tr key={key}>
            <th scope="row">{key}</th>
            <td>{value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface MarkdownViewProps {
  text: string;
  /** Said by screen readers. */
  label: string;
}

/** Markdown as it reads, its front matter as a small table. HTML in it is text; nothing in it runs or is fetched. */
export function MarkdownView({ text, label }: MarkdownViewProps) {
  const [whole, setWhole] = useState(false);
  const { front, body } = useMemo(() => splitFrontMatter(text), [text]);
  const cut = !whole && body.length > shownLength;
  return (
    <article className="markdown" aria-label={label} {...readByKeyboard}>
      {front && <FrontMatterTable front={front} />}
      <Body text={cut ? body.slice(0, shownLength) : body} />
      {cut && (
        <p className="markdown-cut">
          This is the start of a long text. <Link onClick={() => setWhole(true)}>Show all of it</Link>
        </p>
      )}
    </article>
  );
}
