import { readConversation } from './read-conversation.ts';

self.onmessage = ({ data }: MessageEvent<string>) => self.postMessage(readConversation(data));
