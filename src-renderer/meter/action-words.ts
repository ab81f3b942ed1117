/** What the app does by itself, or outside of a call of the contract. */
const ownWords: Readonly<Record<string, string>> = {
  'live.look': 'Looking for changes on the screen',
  'edits.look': 'Looking after edited files',
  'rights.ask': 'Asking whether the credentials may write',
  'blob.read': 'Showing and downloading files',
  'blob.write': 'Uploading files',
  'uploads.tidy': 'Removing what broken uploads left',
  'version.read': 'Showing versions',
  other: 'Other work',
};

const callWords: Readonly<Record<string, string>> = {
  'stores.openS3': 'Opening',
  'stores.openFolder': 'Opening',
  'stores.openMemory': 'Opening',
  'stores.connect': 'Opening',
  'sessions.page': 'Listing sessions',
  'sessions.find': 'Going to a session',
  'sessions.facts': 'Reading session records',
  'sessions.contents': 'Listing what is in a session',
  'sessions.sections': 'Listing agents, workflows and context',
  'sessions.workflows': 'Reading workflow definitions',
  'sessions.create': 'Creating sessions',
  'sessions.setStatus': 'Setting a status',
  'sessions.createNode': 'Creating nodes',
  'sessions.renameArtifact': 'Renaming artifacts',
  'deletion.preview': 'Counting what to delete',
  'deletion.run': 'Deleting',
  'deletion.undo': 'Bringing back',
  'past.sessions': 'Looking for deleted sessions',
  'past.restore': 'Bringing back what the bucket keeps',
  'host.openOutside': 'Opening files outside',
};

const areas: Readonly<Record<string, string>> = {
  app: 'The app itself',
  host: 'Work with the desktop',
  stores: 'Work with the list of stores',
  connections: 'Work with connections',
  sessions: 'Sessions',
  documents: 'Opening and saving files',
  deletion: 'Deleting',
  history: 'History',
  edits: 'Edits',
  live: 'Looking for changes on the screen',
  drafts: 'Drafts',
  meter: 'The app itself',
  past: 'Finding what was deleted',
  signIn: 'Signing in',
  xray: 'Testing the connection',
};

/** What an action is called in the table of what a store has cost. */
export function actionWords(action: string): string {
  const [area = ''] = action.split('.');
  return ownWords[action] ?? callWords[action] ?? areas[area] ?? action;
}
