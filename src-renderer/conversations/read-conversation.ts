import { isStoreError } from '#shared/errors.ts';
import { type Message, messagesIn } from '#shared/format/messages.ts';
import { isJsonObject, type JsonValue, readPythonJson } from '#shared/format/python-json.ts';

/** A conversation, or why the text is none. */
export type ConversationReading =
  | { readonly messages: readonly Message[]; readonly problem: null }
  | { readonly messages: null; readonly problem: string };

/** A conversation is a file of its own, or the `messages` of a record. */
function listIn(value: JsonValue): JsonValue {
  return isJsonObject(value) && value.messages !== undefined ? value.messages : value;
}

/** Reads a conversation from the text of its file, or of a record that holds one. */
export function readConversation(text: string): ConversationReading {
  try {
    return { messages: messagesIn(listIn(readPythonJson(text))), problem: null };
  } catch (error) {
    if (isStoreError(error, 'INVALID')) return { messages: null, problem: error.message };
    throw error;
  }
}

/** Names of the tools by the id of their call, so that a result can say whose it is. */
export function toolNames(messages: readonly Message[]): ReadonlyMap<string, string> {
  return new Map(messages.flatMap(({ toolCalls }) => toolCalls.map(({ id, name }) => [id, name])));
}
