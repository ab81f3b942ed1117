import { minutes } from '../clock.ts';
import { writtenTogether } from '../sample-file.ts';

/** What all agents may be given, and how messages find their workflow. */
export const contextFiles = writtenTogether(
  [
    {
      key: 'router.prompt.md',
      content: `---
name: front_desk
routingRules:
  - if: "'interview' in message"
    routeTo: interview_coding
  - if: "'research' in message or 'report' in message"
    routeTo: research_pipeline
fallback: desk
llmFallback: true
---

Send a request to the workflow that answers it. Questions about past work go to the desk.
`,
    },
    {
      key: 'shared/clients.context.md',
      content: `---
name: clients
---

| client | reads | wishes |
| --- | --- | --- |
| City of Lindhaven | two pages, on paper | costs per household |
| Nordlys Rail | one page, on a phone | no tonne-kilometres |
| Meridian Health | full report | confidence intervals |
`,
    },
    {
      key: 'shared/codebook.context.md',
      content: `---
name: codebook
---

Themes for interviews, third version: deposit, hygiene, space, habit, trust, price. A passage may carry
two themes. "Trust" is trust in the operator, not in the material.
`,
    },
    {
      key: 'domains/research.domain.md',
      content: `---
name: research
description: "Client questions, interviews and the watch on our sources"
routerModel: claude-sonnet-4-6
agents:
  - researcher
  - report_writer
workflows:
  - research_pipeline
  - interview_coding
  - source_watch
contextFiles:
  - shared/clients.context.md
fallback: researcher
---

All work for clients.
`,
    },
  ],
  58 * minutes.day,
);
