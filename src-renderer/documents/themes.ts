import type { editor } from 'monaco-editor/editor';

export const themeNames = { light: 'agentflow-light', dark: 'agentflow-dark' } as const;

/** Editor colours by the token that gives them. */
const colors = {
  'editor.background': '--bg-editor',
  'editor.foreground': '--text-1',
  'editor.lineHighlightBackground': '--bg-line',
  'editor.lineHighlightBorder': null,
  'editor.selectionBackground': '--bg-focus',
  'editor.inactiveSelectionBackground': '--bg-select',
  'editor.findMatchBackground': '--hit',
  'editor.findMatchHighlightBackground': '--hit',
  'editorCursor.foreground': '--accent',
  'editorLineNumber.foreground': '--text-3',
  'editorLineNumber.activeForeground': '--text-1',
  'editorWidget.background': '--bg-raised',
  'editorWidget.border': '--line-strong',
  'editorHoverWidget.background': '--bg-raised',
  'editorIndentGuide.background1': '--line',
  'editorIndentGuide.activeBackground1': '--line-strong',
  'editorBracketMatch.background': '--bg-press',
  'editorBracketMatch.border': null,
  'editorGutter.background': '--bg-editor',
  'editorError.foreground': '--err',
  'editorWarning.foreground': '--warn',
  'editorOverviewRuler.border': null,
  'editorWhitespace.foreground': '--text-off',
  'input.background': '--bg-field',
  'input.border': '--line-strong',
  'input.foreground': '--text-1',
  focusBorder: '--focus',
  'widget.shadow': '--line-strong',
  'scrollbarSlider.background': '--line-strong',
  'scrollbarSlider.hoverBackground': '--line-strong',
  'scrollbarSlider.activeBackground': '--line-strong',
  'diffEditor.insertedTextBackground': '--ok-tint',
  'diffEditor.removedTextBackground': '--err-tint',
  'diffEditor.insertedLineBackground': '--ok-tint',
  'diffEditor.removedLineBackground': '--err-tint',
  'diffEditor.border': '--line',
  'diffEditor.diagonalFill': '--line',
  'menu.background': '--bg-raised',
  'menu.foreground': '--text-1',
  'menu.selectionBackground': '--bg-focus',
  'menu.selectionForeground': '--text-1',
  'menu.border': '--line-strong',
  'quickInput.background': '--bg-raised',
  'list.focusBackground': '--bg-focus',
  'list.hoverBackground': '--bg-hover',
} as const satisfies Record<string, string | null>;

/** Syntax colours: quiet, so that marks and diffs stay loud. */
const rules: readonly { token: string; color: string; style?: string }[] = [
  { token: '', color: '--text-1' },
  { token: 'keyword.md', color: '--syn-head', style: 'bold' },
  { token: 'keyword.table', color: '--syn-punct' },
  { token: 'strong.md', color: '--syn-head', style: 'bold' },
  { token: 'emphasis.md', color: '--text-1', style: 'italic' },
  { token: 'string.md', color: '--syn-punct' },
  { token: 'variable.md', color: '--syn-code' },
  { token: 'variable.source.md', color: '--syn-code' },
  { token: 'string.link.md', color: '--syn-link' },
  { token: 'string.target.md', color: '--syn-link' },
  { token: 'comment', color: '--text-3' },
  { token: 'tag', color: '--syn-punct' },
  { token: 'type.yaml', color: '--syn-key' },
  { token: 'string.key.json', color: '--syn-key' },
  { token: 'string.value.json', color: '--syn-string' },
  { token: 'string', color: '--syn-string' },
  { token: 'number', color: '--syn-number' },
  { token: 'keyword', color: '--syn-number' },
  { token: 'keyword.json', color: '--syn-number' },
  { token: 'delimiter', color: '--syn-punct' },
  { token: 'operators', color: '--syn-punct' },
];

/** Reads tokens as the `#rrggbbaa` that the editor understands; theirs are oklch, one for each scheme. */
function colorReader(scheme: 'light' | 'dark'): (token: string | null) => string {
  const canvas = document.createElement('canvas');
  canvas.width = 1;
  canvas.height = 1;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  const probe = document.createElement('span');
  probe.style.colorScheme = scheme;
  return (token) => {
    if (token === null || !context) return '#00000000';
    probe.style.color = `var(${token})`;
    document.body.append(probe);
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = getComputedStyle(probe).color;
    probe.remove();
    context.fillRect(0, 0, 1, 1);
    const bytes = context.getImageData(0, 0, 1, 1).data;
    return `#${[...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
  };
}

function themeOf(scheme: 'light' | 'dark'): editor.IStandaloneThemeData {
  const read = colorReader(scheme);
  return {
    base: scheme === 'dark' ? 'vs-dark' : 'vs',
    inherit: true,
    colors: Object.fromEntries(Object.entries(colors).map(([name, token]) => [name, read(token)])),
    rules: rules.map(({ token, color, style }) => ({
      token,
      foreground: read(color).slice(1, 7),
      ...(style ? { fontStyle: style } : {}),
    })),
  };
}

/** Makes the editor's two themes of the app's tokens. */
export function defineThemes(define: (name: string, theme: editor.IStandaloneThemeData) => void): void {
  define(themeNames.light, themeOf('light'));
  define(themeNames.dark, themeOf('dark'));
}
