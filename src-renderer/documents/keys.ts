/** Keys of the document commands, where their buttons show them. ⌘K and ⌘D are the editor's. */
export const previewKeys = 'Alt+V';
export const diffKeys = 'Alt+C';
export const historyKeys = 'Alt+H';
