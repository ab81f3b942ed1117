/** Values for the placeholders of a prompt. */
export type PromptVariables = Readonly<Record<string, string | number | null | undefined>>;

/** `{{name}}`, where a name is letters, digits and underscores of any script. */
const placeholder = /\{\{([\p{L}\p{N}_]+)\}\}/gu;

/** A prompt with its `{{name}}` placeholders filled. Those without a value are left as they are. */
export function renderPrompt(template: string, variables: PromptVariables = {}): string {
  return template.replace(placeholder, (whole, name: string) => {
    const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
    return value === undefined || value === null ? whole : String(value);
  });
}

/** Names of the placeholders in a prompt, in order, as often as they occur. */
export function promptVariables(template: string): string[] {
  return Array.from(template.matchAll(placeholder), (match) => match[1] ?? '');
}
