import { answers, asks, type SampleSession } from '../sample-session.ts';

/** A conversation whose agent keeps its own notes. */
export const deskForMika: SampleSession = {
  id: 'd4b8f2c1-6a0e-4d77-93b5-8e1f5c0a2b9d',
  agent: 'desk',
  workflow: 'default',
  status: 'active',
  startedMinutesAgo: 5 * 60 + 12,
  metadata: { channel: 'chat', user: 'Mika 三浦', language: 'ja', temperature: 0.3 },
  nodes: [
    {
      id: 'assistant',
      scratch: `Mika asks about night trains, wants Japanese.

- search_reports "夜行列車": 1 hit, “Night trains: which routes pay”
- Asked for the slot at Buchs: 23:41, from the note on Zürich–Wien

Next: she will want the figure for Praha–Zürich. Load 71%, table in findings.`,
      summary: `Mika works on a talk about night trains. She has the report and the slot at Buchs (23:41). Answer in Japanese, give the English title.`,
    },
  ],
  messages: [
    { role: 'user', content: '夜行列車の報告書について質問があります。ブックスの停車時刻は分かりますか。' },
    {
      role: 'assistant',
      content: '報告書を確認します。',
      toolCalls: [asks('call_d1', 'search_reports', { query: '夜行列車 Buchs' })],
    },
    answers('call_d1', '1 report: “Night trains: which routes pay”, 1 note: “Zürich–Wien 夜行列車”'),
    {
      role: 'assistant',
      content: 'ブックスは 23:41 です（“Night trains: which routes pay” の添付メモ）。停車は最長六分です。',
    },
  ],
};

/** An older application kept the conversation inside the record. */
export const deskOfLastMonth: SampleSession = {
  id: '77e1a9d3-0b4c-4c58-a6f2-3c9d8e5b1f07',
  agent: 'desk',
  workflow: 'default',
  status: 'completed',
  startedMinutesAgo: 23 * 24 * 60 + 3 * 60,
  metadata: { channel: 'chat', user: 'jonas@aldervoss.example', app_version: '0.3' },
  record: 'with messages',
  nodes: [
    {
      id: 'assistant',
      summary:
        'Jonas looked for reports with the Ostrava tram survey: “Night routes” and “Fare capping”, table 4 in both.',
    },
  ],
  messages: [
    { role: 'user', content: 'Which of our reports used the Ostrava tram survey?' },
    {
      role: 'assistant',
      content: 'Two: “Night routes” and “Fare capping in mid-size cities”. Both use table 4.',
    },
  ],
};
