import { minutes } from '../clock.ts';
import { writtenTogether } from '../sample-file.ts';

/** The workflows that the company runs. */
export const workflowFiles = writtenTogether(
  [
    {
      key: 'workflows/research_pipeline.workflow.md',
      content: `---
name: research_pipeline
description: Answer a client's question from sources
trigger: api
callable: true
nodes:
  - id: research
    agent: researcher
    next: [summarize, analyze]
  - id: summarize
    agent: summarizer
    mode: parallel
    inputs:
      message: "research.text"
    next: report
  - id: analyze
    agent: analyst
    mode: parallel
    inputs:
      message: "research.text"
    next: report
  - id: report
    agent: report_writer
    inputs:
      analysis: "analyze.text"
      summary: "summarize.text"
---

Findings are condensed and tested side by side; the report is written from both.
`,
    },
    {
      key: 'workflows/interview_coding.workflow.md',
      content: `---
name: interview_coding
description: Mark the themes of a batch of interviews
trigger: manual
nodes:
  - id: split_interviews
    handler: split_transcripts
    next: code_each
  - id: code_each
    agent: interview_coder
    foreach: "split_interviews.artifacts.interviews"
    mode: parallel
    inputs:
      message: "__loop__.text"
    next: themes
  - id: themes
    agent: analyst
    inputs:
      message: "code_each.text"
---

One agent call an interview. The transcripts come from the recorder's export.
`,
    },
    {
      key: 'workflows/source_watch.workflow.md',
      content: `---
name: source_watch
description: Look each Monday whether a source that we rely on has changed
trigger: cron
nodes:
  - id: fetch_sources
    handler: fetch_watched_pages
    next: check
  - id: check
    agent: researcher
    inputs:
      message: "fetch_sources.text"
    next: exec_summary
  - id: exec_summary
    agent: summarizer
    inputs:
      message: "check.text"
    next: notify
  - id: notify
    handler: post_to_channel
    mode: async
    inputs:
      message: "exec_summary.text"
---

Runs on Mondays at 06:00. A source that moved by more than its error bar opens a review.
`,
    },
  ],
  52 * minutes.day,
);
