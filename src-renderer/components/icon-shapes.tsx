/** Every sign of the app: drawn on 16, stroke 1.25, in the current colour. One sign for one thing. */
export const shapes = {
  agent: (
    <>
      <circle cx="8" cy="5.5" r="2.5" />
      <path d="M3 13.5c.4-2.4 2.4-3.5 5-3.5s4.6 1.1 5 3.5" />
    </>
  ),
  'arrow-down': (
    <>
      <path d="M8 3.5v9" />
      <path d="M4.5 9 8 12.5 11.5 9" />
    </>
  ),
  'arrow-right': (
    <>
      <path d="M3 8h10" />
      <path d="M9.5 4.5 13 8l-3.5 3.5" />
    </>
  ),
  'arrow-up': (
    <>
      <path d="M8 12.5v-9" />
      <path d="M4.5 7 8 3.5 11.5 7" />
    </>
  ),
  artifact: (
    <>
      <path d="M8 2.2 12.8 5v6L8 13.8 3.2 11V5z" />
      <path d="M3.2 5 8 7.7 12.8 5" />
      <path d="M8 7.7v6.1" />
    </>
  ),
  back: (
    <>
      <path d="M9.5 4 5.5 8l4 4" />
    </>
  ),
  bucket: (
    <>
      <ellipse cx="8" cy="4.25" rx="5" ry="1.75" />
      <path d="M3 4.25l1.1 7.5c.12.98 1.8 1.75 3.9 1.75s3.78-.77 3.9-1.75L13 4.25" />
    </>
  ),
  check: (
    <>
      <path d="M3.5 8.5l3 3 6-7" />
    </>
  ),
  'chevron-down': (
    <>
      <path d="M4.5 6.5 8 10l3.5-3.5" />
    </>
  ),
  'chevron-right': (
    <>
      <path d="M6.5 4.5 10 8l-3.5 3.5" />
    </>
  ),
  close: (
    <>
      <path d="M4.5 4.5l7 7" />
      <path d="M11.5 4.5l-7 7" />
    </>
  ),
  collapse: (
    <>
      <path d="M4.5 6 8 3l3.5 3" />
      <path d="M4.5 10 8 13l3.5-3" />
    </>
  ),
  columns: (
    <>
      <rect x="2.5" y="3.5" width="11" height="9" rx="1" />
      <path d="M8 3.5v9" />
    </>
  ),
  context: (
    <>
      <path d="M3.5 3.5h9" />
      <path d="M3.5 6.5h9" />
      <path d="M3.5 9.5h6" />
      <path d="M3.5 12.5h4" />
    </>
  ),
  copy: (
    <>
      <rect x="5.5" y="5.5" width="8" height="8" rx="1" />
      <path d="M10.5 5.5v-2a1 1 0 0 0-1-1h-6a1 1 0 0 0-1 1v6a1 1 0 0 0 1 1h2" />
    </>
  ),
  diff: (
    <>
      <path d="M8 3v6" />
      <path d="M5 6h6" />
      <path d="M5 12.5h6" />
    </>
  ),
  disk: (
    <>
      <rect x="2.5" y="3.5" width="11" height="9" rx="1" />
      <path d="M2.5 9.5h11" />
      <path d="M11 11h.5" />
    </>
  ),
  download: (
    <>
      <path d="M8 2.5v8" />
      <path d="M4.8 7.3 8 10.5l3.2-3.2" />
      <path d="M3 13.5h10" />
    </>
  ),
  error: (
    <>
      <circle cx="8" cy="8" r="5.5" />
      <path d="M6 6l4 4" />
      <path d="M10 6l-4 4" />
    </>
  ),
  eye: (
    <>
      <path d="M1.8 8S4 3.8 8 3.8 14.2 8 14.2 8 12 12.2 8 12.2 1.8 8 1.8 8z" />
      <circle cx="8" cy="8" r="2" />
    </>
  ),
  file: (
    <>
      <path d="M4.5 2.5h5l3 3v8h-8z" />
      <path d="M9.5 2.5v3h3" />
    </>
  ),
  filter: (
    <>
      <path d="M2.5 4.5h11" />
      <path d="M4.5 8h7" />
      <path d="M6.5 11.5h3" />
    </>
  ),
  folder: (
    <>
      <path d="M2.5 4.5a1 1 0 0 1 1-1h3L8 5h4.5a1 1 0 0 1 1 1v5.5a1 1 0 0 1-1 1h-9a1 1 0 0 1-1-1z" />
    </>
  ),
  forward: (
    <>
      <path d="M6.5 4l4 4-4 4" />
    </>
  ),
  hex: (
    <>
      <path d="M8 2.2l5 2.9v5.8l-5 2.9-5-2.9V5.1z" />
    </>
  ),
  history: (
    <>
      <path d="M2.9 8.5a5.1 5.1 0 1 0 1.4-4.1L2.9 5.8" />
      <path d="M2.5 3v3h3" />
      <path d="M8 5.5v2.8l2 1.2" />
    </>
  ),
  image: (
    <>
      <rect x="2.5" y="3.5" width="11" height="9" rx="1" />
      <circle cx="5.8" cy="6.5" r="1" />
      <path d="M2.8 11.5l3.2-3 2.2 2 2.3-2.5 2.9 2.9" />
    </>
  ),
  info: (
    <>
      <circle cx="8" cy="8" r="5.5" />
      <path d="M8 7.5v3.3" />
      <circle cx="8" cy="5.3" r=".8" fill="currentColor" stroke="none" />
    </>
  ),
  inspector: (
    <>
      <rect x="2.5" y="3.5" width="11" height="9" rx="1" />
      <path d="M10 3.5v9" />
    </>
  ),
  json: (
    <>
      <path d="M6.5 3C5 3 4.5 3.7 4.5 5v1.3C4.5 7.3 4 8 3 8c1 0 1.5.7 1.5 1.7V11c0 1.3.5 2 2 2" />
      <path d="M9.5 3c1.5 0 2 .7 2 2v1.3c0 1 .5 1.7 1.5 1.7-1 0-1.5.7-1.5 1.7V11c0 1.3-.5 2-2 2" />
    </>
  ),
  key: (
    <>
      <circle cx="5.5" cy="10.5" r="3" />
      <path d="M7.7 8.3 13 3" />
      <path d="M10.5 5.5l2 2" />
    </>
  ),
  lock: (
    <>
      <rect x="3.5" y="7" width="9" height="6.5" rx="1" />
      <path d="M5.5 7V5a2.5 2.5 0 0 1 5 0v2" />
    </>
  ),
  mark: (
    <>
      <path d="M3 4.5h10M3 8h7" stroke="var(--text-3)" strokeWidth="1.5" />
      <path d="M3 11.5h4" stroke="var(--accent)" strokeWidth="2" />
    </>
  ),
  markdown: (
    <>
      <path d="M4.5 2.5h5l3 3v8h-8z" />
      <path d="M9.5 2.5v3h3" />
    </>
  ),
  memory: (
    <>
      <path d="M4.5 2.5h7v11L8 10.8l-3.5 2.7z" />
    </>
  ),
  merge: (
    <>
      <circle cx="4" cy="3.5" r="1.5" />
      <circle cx="4" cy="12.5" r="1.5" />
      <circle cx="12" cy="8" r="1.5" />
      <path d="M4 5v6" />
      <path d="M4 5c.3 2 2.5 3 6.5 3" />
    </>
  ),
  messages: (
    <>
      <path d="M2.5 4.5a1 1 0 0 1 1-1h9a1 1 0 0 1 1 1v5.5a1 1 0 0 1-1 1H7L4.5 13.5V11h-1a1 1 0 0 1-1-1z" />
    </>
  ),
  minus: (
    <>
      <path d="M3.5 8h9" />
    </>
  ),
  more: (
    <>
      <g fill="currentColor" stroke="none">
        <circle cx="3.5" cy="8" r="1.1" />
        <circle cx="8" cy="8" r="1.1" />
        <circle cx="12.5" cy="8" r="1.1" />
      </g>
    </>
  ),
  node: (
    <>
      <circle cx="8" cy="8" r="2.75" />
      <path d="M1.5 8h3.75" />
      <path d="M10.75 8h3.75" />
    </>
  ),
  outside: (
    <>
      <path d="M9.5 2.5h4v4" />
      <path d="M13.5 2.5 8 8" />
      <path d="M11.5 9v3.5a1 1 0 0 1-1 1h-7a1 1 0 0 1-1-1v-7a1 1 0 0 1 1-1H7" />
    </>
  ),
  plus: (
    <>
      <path d="M8 3.5v9" />
      <path d="M3.5 8h9" />
    </>
  ),
  prompt: (
    <>
      <path d="M3.5 5 6.5 8l-3 3" />
      <path d="M8.5 11.5h4" />
    </>
  ),
  record: (
    <>
      <rect x="2.5" y="3.5" width="11" height="9" rx="1" />
      <path d="M5 6.5h2.5" />
      <path d="M5 9.5h6" />
      <path d="M9.5 6.5H11" />
    </>
  ),
  refresh: (
    <>
      <path d="M13 6.5A5.2 5.2 0 0 0 3.3 5.6L2.5 7" />
      <path d="M2.5 3.8V7h3.2" />
      <path d="M3 9.5a5.2 5.2 0 0 0 9.7.9l.8-1.4" />
      <path d="M13.5 12.2V9h-3.2" />
    </>
  ),
  save: (
    <>
      <path d="M3 2.5h8l2.5 2.5v8.5h-11v-11z" />
      <path d="M5.5 2.5v3.5h5V2.5" />
      <path d="M5.5 13.5v-4h5v4" />
    </>
  ),
  scratch: (
    <>
      <path d="M3 13l.7-2.8 6.6-6.6a1.2 1.2 0 0 1 1.7 0l.4.4a1.2 1.2 0 0 1 0 1.7L5.8 12.3z" />
      <path d="M9.3 4.6l2.1 2.1" />
    </>
  ),
  search: (
    <>
      <circle cx="7" cy="7" r="4" />
      <path d="M10 10l3.5 3.5" />
    </>
  ),
  session: (
    <>
      <path d="M3.5 6.5h9v6h-9z" />
      <path d="M4.5 4.5h7" />
      <path d="M5.5 2.5h5" />
    </>
  ),
  settings: (
    <>
      <path d="M2.5 5h6" />
      <path d="M12.5 5h1" />
      <circle cx="10.5" cy="5" r="1.75" />
      <path d="M2.5 11h1" />
      <path d="M7.5 11h6" />
      <circle cx="5.5" cy="11" r="1.75" />
    </>
  ),
  shield: (
    <>
      <path d="M8 2l5 1.8v3.7c0 3-2 5.2-5 6.5-3-1.3-5-3.5-5-6.5V3.8z" />
      <path d="M5.8 8l1.6 1.6 2.9-3.2" />
    </>
  ),
  sidebar: (
    <>
      <rect x="2.5" y="3.5" width="11" height="9" rx="1" />
      <path d="M6 3.5v9" />
    </>
  ),
  'status-active': (
    <>
      <circle cx="8" cy="8" r="3.25" fill="var(--ok)" stroke="none" />
    </>
  ),
  'status-completed': (
    <>
      <circle cx="8" cy="8" r="2.75" stroke="var(--text-3)" strokeWidth="1.25" />
    </>
  ),
  'status-damaged': (
    <>
      <g stroke="var(--warn)">
        <path d="M8 3.5 13 12.5H3z" />
        <path d="M8 7v2.3" />
      </g>
      <circle cx="8" cy="10.9" r=".7" fill="var(--warn)" stroke="none" />
    </>
  ),
  'status-error': (
    <>
      <path d="M8 3.9 12.1 8 8 12.1 3.9 8z" fill="var(--err)" stroke="none" />
    </>
  ),
  'status-other': <circle cx="8" cy="8" r="2" fill="var(--text-3)" stroke="none" />,
  'status-passed': (
    <>
      <path d="M4 8.3l2.7 2.7L12 5.3" stroke="var(--ok)" strokeWidth="1.5" />
    </>
  ),
  'status-running': (
    <>
      <circle cx="8" cy="8" r="4.25" stroke="var(--line-strong)" strokeWidth="1.5" />
      <path d="M8 3.75a4.25 4.25 0 0 1 4.25 4.25" stroke="var(--accent)" strokeWidth="1.5" />
    </>
  ),
  'status-waiting': (
    <>
      <circle cx="8" cy="8" r="2.75" stroke="var(--text-3)" strokeWidth="1.25" strokeDasharray="1.6 1.86" />
    </>
  ),
  stop: (
    <>
      <rect x="4.5" y="4.5" width="7" height="7" rx="1" />
    </>
  ),
  summary: (
    <>
      <path d="M4.5 2.5h5l3 3v8h-8z" />
      <path d="M9.5 2.5v3h3" />
      <path d="M6.5 8.5h4" />
      <path d="M6.5 10.5h4" />
    </>
  ),
  swap: (
    <>
      <path d="M5 13V3.5" />
      <path d="M2.5 6 5 3.5 7.5 6" />
      <path d="M11 3v9.5" />
      <path d="M8.5 10l2.5 2.5 2.5-2.5" />
    </>
  ),
  table: (
    <>
      <rect x="2.5" y="3.5" width="11" height="9" rx="1" />
      <path d="M2.5 6.5h11" />
      <path d="M2.5 9.5h11" />
      <path d="M6.5 6.5v6" />
    </>
  ),
  trash: (
    <>
      <path d="M3 4.5h10" />
      <path d="M6.5 4.5v-1a1 1 0 0 1 1-1h1a1 1 0 0 1 1 1v1" />
      <path d="M4.5 4.5l.6 8a1 1 0 0 0 1 1h3.8a1 1 0 0 0 1-1l.6-8" />
    </>
  ),
  undo: (
    <>
      <path d="M3 6.5h6.5a3.3 3.3 0 0 1 0 6.6H6" />
      <path d="M5.5 4 3 6.5 5.5 9" />
    </>
  ),
  upload: (
    <>
      <path d="M8 10.5v-8" />
      <path d="M4.8 5.7 8 2.5l3.2 3.2" />
      <path d="M3 13.5h10" />
    </>
  ),
  warning: (
    <>
      <path d="M8 2.8 14 13H2z" />
      <path d="M8 6.8v2.9" />
      <circle cx="8" cy="11.3" r=".8" fill="currentColor" stroke="none" />
    </>
  ),
  workflow: (
    <>
      <circle cx="3.5" cy="8" r="1.5" />
      <circle cx="12.5" cy="4" r="1.5" />
      <circle cx="12.5" cy="12" r="1.5" />
      <path d="M5 8h1.5c1.5 0 1.5-4 3-4H11" />
      <path d="M6.5 8c1.5 0 1.5 4 3 4H11" />
    </>
  ),
  wrap: (
    <>
      <path d="M2.5 4.5h11" />
      <path d="M2.5 8h8.5a2 2 0 0 1 0 4H8.5" />
      <path d="M10 10.2 8.2 12l1.8 1.8" />
      <path d="M2.5 12H5" />
    </>
  ),
} as const;

export type IconName = keyof typeof shapes;
