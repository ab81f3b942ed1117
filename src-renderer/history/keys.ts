/** The key of the history command, where its button shows it. */
export const historyKeys = 'Alt+H';
