import type { Statement } from '#shared/model/mend.ts';

/** The statement as it stands in a policy document. */
export function statementJson({ actions, resources, condition }: Statement): string {
  const statement = {
    Effect: 'Allow',
    Action: oneOrMany(actions),
    Resource: oneOrMany(resources),
    ...(condition && {
      Condition: { [condition.operator]: { [condition.key]: oneOrMany(condition.values) } },
    }),
  };
  return JSON.stringify(statement, null, 2);
}

/** The statement as a policy document of Terraform. */
export function statementTerraform({ actions, resources, condition }: Statement): string {
  const lines = ['effect    = "Allow"', `actions   = ${list(actions)}`, `resources = ${list(resources)}`];
  if (condition) {
    const { operator, key, values } = condition;
    const inner = [
      `test     = ${quoted(operator)}`,
      `variable = ${quoted(key)}`,
      `values   = ${list(values)}`,
    ];
    lines.push('', 'condition {', ...inner.map((line) => `  ${line}`), '}');
  }
  const body = lines.map((line) => (line === '' ? '' : `    ${line}`)).join('\n');
  return `data "aws_iam_policy_document" "agentflow_sessions" {\n  statement {\n${body}\n  }\n}`;
}

function oneOrMany(values: readonly string[]): string | readonly string[] {
  return values.length === 1 ? (values[0] ?? '') : values;
}

function list(values: readonly string[]): string {
  return `[${values.map(quoted).join(', ')}]`;
}

/** In a string of Terraform, `${` and `%{` begin an expression; with the sign doubled they are themselves. */
function quoted(text: string): string {
  return JSON.stringify(text).replace(/[$%](?=\{)/g, (sign) => sign + sign);
}
