import type { IconName } from '../components/Icon.tsx';

/** How a file is shown. */
export type Viewer = 'markdown' | 'json' | 'table' | 'text' | 'image' | 'pdf' | 'bytes' | 'empty';

/** What a file is, told by its first bytes and then by its name. */
export interface FileKind {
  viewer: Viewer;
  /** e.g. “PNG image”. */
  label: string;
  /** True where the bytes are text, so that they can be shown as source. */
  text: boolean;
  /** True where the name says so too: then what does not parse is a mistake and not a wrong guess. */
  named: boolean;
}

const startsWith = (head: Uint8Array, ...bytes: number[]) => bytes.every((byte, at) => head[at] === byte);

const ascii = (head: Uint8Array, from: number, to: number) => String.fromCharCode(...head.subarray(from, to));

/** “BM” starts many a text: a bitmap also says how long its second header is. */
function isBitmap(head: Uint8Array): boolean {
  const header = new Set([12, 40, 52, 56, 64, 108, 124]);
  return ascii(head, 0, 2) === 'BM' && header.has(head[14] ?? 0) && head[15] === 0 && head[16] === 0;
}

/** The kind of image that the bytes are; null where they are none that a browser draws. */
function imageByBytes(head: Uint8Array): string | null {
  if (startsWith(head, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a)) return 'PNG';
  if (startsWith(head, 0xff, 0xd8, 0xff)) return 'JPEG';
  if (/^GIF8[79]a/.test(ascii(head, 0, 6))) return 'GIF';
  if (ascii(head, 0, 4) === 'RIFF' && ascii(head, 8, 12) === 'WEBP') return 'WebP';
  if (/^ftypavi[fs]$/.test(ascii(head, 4, 12))) return 'AVIF';
  if (isBitmap(head)) return 'BMP';
  if (startsWith(head, 0, 0, 1, 0) && (head[4] ?? 0) > 0 && head[5] === 0) return 'ICO';
  return null;
}

const imageByName = /\.(png|jpe?g|gif|webp|avif|bmp|ico)$/i;

/**
 * Whether the first bytes are UTF-8 text without NUL. `whole`: the file ends there; else its last character may
 * be cut. `named`: it has the name of a text, so that control characters in it are part of that.
 */
export function isText(head: Uint8Array, whole: boolean, named: boolean): boolean {
  if (head.includes(0)) return false;
  if (!named && head.filter(isControl).length > head.length / 10) return false;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: !whole });
    return true;
  } catch {
    return false;
  }
}

function isControl(byte: number): boolean {
  return byte < 32 && (byte < 8 || (byte > 13 && byte !== 27));
}

/** Extensions whose text is nothing but text, whatever it starts with. */
const plain =
  /\.(txt|log|py|js|ts|tsx|jsx|sh|toml|ini|cfg|html?|xml|css|sql|ya?ml|jsonl|ndjson|rs|go|java|c|h|cpp|rb)$/i;

const structured = /\.(md|markdown|json|csv|tsv|svg)$/i;

const languages: Record<string, string> = {
  yaml: 'YAML',
  yml: 'YAML',
  html: 'HTML source',
  htm: 'HTML source',
  xml: 'XML',
  py: 'Python',
  js: 'JavaScript',
  ts: 'TypeScript',
  log: 'Log',
  jsonl: 'JSON lines',
  ndjson: 'JSON lines',
};

function textKind(name: string, head: Uint8Array): FileKind {
  const extension = /\.([^./]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  const kind = (viewer: Viewer, label: string, named = true) => ({ viewer, label, text: true, named });
  if (extension === 'svg') return kind('image', 'SVG image');
  if (extension === 'json') return kind('json', 'JSON');
  if (extension === 'md' || extension === 'markdown') return kind('markdown', 'Markdown');
  if (extension === 'csv') return kind('table', 'CSV');
  if (extension === 'tsv') return kind('table', 'TSV');
  if (!plain.test(name) && /^\s*[[{]/.test(new TextDecoder().decode(head.subarray(0, 256))))
    return kind('json', 'JSON', false);
  return kind('text', languages[extension] ?? 'Text');
}

/** What a file is, by its name, its first bytes and its size. */
export function kindOf(name: string, head: Uint8Array, size: number): FileKind {
  const bytes = { text: false, named: true };
  const image = imageByBytes(head);
  if (image) return { ...bytes, viewer: 'image', label: `${image} image` };
  if (ascii(head, 0, 5) === '%PDF-') return { ...bytes, viewer: 'pdf', label: 'PDF' };
  const text = isText(head, head.length >= size, plain.test(name) || structured.test(name));
  if (size > 0 && imageByName.test(name)) return { viewer: 'image', label: 'Image', text, named: false };
  if (size > 0 && !text) return { ...bytes, viewer: 'bytes', label: 'Not text' };
  const kind = textKind(name, head);
  return size === 0 && kind.viewer !== 'markdown' ? { ...kind, viewer: 'empty' } : kind;
}

/** The sign of a kind, as in the tree. */
export function iconOf({ viewer }: FileKind): IconName {
  if (viewer === 'json' || viewer === 'image' || viewer === 'table') return viewer;
  return viewer === 'bytes' ? 'hex' : 'file';
}
