import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { MarkdownView } from '#ui/markdown/MarkdownView.tsx';

const html = (text: string) => renderToStaticMarkup(createElement(MarkdownView, { text, label: 'text' }));

describe('MarkdownView', () => {
  it('shows HTML as text', () => {
    const shown = html('<script>alert(1)</script>\n\n<img src=x onerror=alert(1)> <b>bold</b>');
    expect(shown).not.toMatch(/<script|<img|<b>/);
    expect(shown).toContain('&lt;script&gt;');
  });

  it('loads no image, and says where it would come from', () => {
    const shown = html('![a chart](https://example.org/x.png) ![](data:image/png;base64,AAAA)');
    expect(shown).not.toContain('<img');
    expect(shown).toContain('a chart: https://example.org/x.png');
  });

  it('links to the web, outside of the app and without a trace of it', () => {
    expect(html('[site](https://example.org)')).toContain(
      '<a href="https://example.org/" title="https://example.org/" target="_blank" rel="noopener noreferrer nofollow">site</a>',
    );
  });

  it('makes no link of anything else', () => {
    expect(html('[x](javascript:alert(1)) [y](file:///etc/passwd) [z](../a.md)')).not.toContain('<a ');
  });

  it('shows front matter as a table', () => {
    expect(html('---\ntags: [a]\n---\ntext')).toContain('<th scope="row">tags</th><td>[a]</td>');
  });

  it('shows the start of a very long text', () => {
    const shown = html(`${'word '.repeat(40_000)}the end`);
    expect(shown).not.toContain('the end');
    expect(shown).toContain('Show all of it');
  });
});
