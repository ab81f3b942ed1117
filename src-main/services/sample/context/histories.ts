import { historyKey } from '#shared/format/layout.ts';
import { type MessageInput, printMessages } from '#shared/format/messages.ts';
import { writtenTogether } from '../sample-file.ts';

const conversations: { readonly [user: string]: readonly MessageInput[] } = {
  'jonas@aldervoss.example': [
    { role: 'user', content: 'Which of our reports used the Ostrava tram survey?' },
    {
      role: 'assistant',
      content:
        'Two: “Night routes” of last spring and “Fare capping in mid-size cities”. Both use table 4 only.',
    },
    { role: 'user', content: 'Has the survey been repeated since?' },
    {
      role: 'assistant',
      content: 'Not that I can find. The operator’s page names a second wave for this autumn.',
    },
  ],
  'Mika 三浦': [
    { role: 'user', content: '夜行列車の報告書はもう完成しましたか。' },
    {
      role: 'assistant',
      content: 'はい。“Night trains: which routes pay” が完成しています。結論は一ページ目にあります。',
      metadata: { language: 'ja' },
    },
  ],
  'signal:+49 30 5550133': [
    { role: 'user', content: 'Tell me when the cold chain report is there.' },
    {
      role: 'assistant',
      content: 'The run stopped before the report was written. Findings, summary and analysis are complete.',
    },
  ],
};

/** Conversations of three users across sessions. */
export const historyFiles = writtenTogether(
  Object.entries(conversations).map(([user, messages]) => ({
    key: historyKey(user),
    content: printMessages(messages),
  })),
  4 * 60,
);
