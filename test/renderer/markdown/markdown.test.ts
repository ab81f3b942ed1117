import { describe, expect, it } from 'vitest';
import { splitFrontMatter } from '#ui/markdown/front-matter.ts';
import { openableUrl } from '#ui/markdown/links.ts';

describe('splitFrontMatter', () => {
  it('takes the front matter off, with values as they are written', () => {
    const text = '---\ncreated_at: 2026-01-05T08:00:00\ntags:\n- a\n- b\nname: "x"\n---\n\n# Body';
    const { front, body } = splitFrontMatter(text);
    expect(front?.rows).toEqual([
      { key: 'created_at', value: '2026-01-05T08:00:00' },
      { key: 'tags', value: '- a\n- b' },
      { key: 'name', value: '"x"' },
    ]);
    expect(body).toBe('\n# Body');
  });

  it('leaves a text without front matter whole', () => {
    for (const text of ['# Body', '--- not', 'a\n---\nb: 1\n---\n', '---\nno end'])
      expect(splitFrontMatter(text)).toEqual({ front: null, body: text });
  });

  it('shows the source of what is no list of keys', () => {
    expect(splitFrontMatter('---\n- a\n---\n').front).toEqual({ rows: null, source: '- a' });
    expect(splitFrontMatter('---\na: [\n---\n').front).toMatchObject({ rows: null });
  });

  it('knows empty front matter', () => {
    expect(splitFrontMatter('---\n---\nbody').body).toBe('body');
  });
});

describe('openableUrl', () => {
  it('opens the web and mail', () => {
    expect(openableUrl('https://example.org/a')).toBe('https://example.org/a');
    expect(openableUrl('mailto:a@example.org')).toBe('mailto:a@example.org');
  });

  it('opens nothing else', () => {
    const others = [
      'javascript:alert(1)',
      'JaVaScRiPt:x',
      'data:text/html,x',
      'file:///etc/passwd',
      'app://x',
      '/a',
      '#a',
      '',
      undefined,
      'vbscript:x',
      'blob:http://a/b',
    ];
    for (const href of others) expect(openableUrl(href), href).toBeNull();
  });
});
