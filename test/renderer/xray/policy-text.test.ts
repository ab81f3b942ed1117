import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Statement } from '#shared/model/mend.ts';
import { statementJson, statementTerraform } from '#ui/xray/policy-text.ts';

const listing: Statement = {
  actions: ['s3:ListBucket'],
  resources: ['arn:aws:s3:::memory'],
  condition: { operator: 'StringLike', key: 's3:prefix', values: ['team/*'] },
};

describe('the text of a statement', () => {
  test('is as a policy document has it', () => {
    expect(JSON.parse(statementJson(listing))).toEqual({
      Effect: 'Allow',
      Action: 's3:ListBucket',
      Resource: 'arn:aws:s3:::memory',
      Condition: { StringLike: { 's3:prefix': 'team/*' } },
    });
  });

  test('has no condition where there is none, and lists of more than one', () => {
    const statement = { actions: ['s3:PutObject', 's3:DeleteObject'], resources: ['a'], condition: null };
    expect(JSON.parse(statementJson(statement))).toEqual({
      Effect: 'Allow',
      Action: ['s3:PutObject', 's3:DeleteObject'],
      Resource: 'a',
    });
  });

  test('is as Terraform has it', () => {
    expect(statementTerraform(listing)).toBe(`data "aws_iam_policy_document" "agentflow_sessions" {
  statement {
    effect    = "Allow"
    actions   = ["s3:ListBucket"]
    resources = ["arn:aws:s3:::memory"]

    condition {
      test     = "StringLike"
      variable = "s3:prefix"
      values   = ["team/*"]
    }
  }
}`);
  });

  test('of Terraform begins no expression, whatever a name holds', () => {
    const signs = fc.constantFrom('$', '${', '%', '%{', '{', '}', '"', '\\', 'a');
    const names = fc.string({ unit: signs }).filter((name) => !/\$\$|%%/.test(name));
    fc.assert(
      fc.property(names, (name) => {
        const text = statementTerraform({ ...listing, resources: [name], condition: null });
        const [, line = ''] = /resources = \["(.*)"\]/.exec(text) ?? [];
        expect(line.replaceAll(/\$\$\{|%%\{/g, '·')).not.toMatch(/\$\{|%\{/);
        expect(JSON.parse(`"${line.replaceAll('$${', '${').replaceAll('%%{', '%{')}"`)).toBe(name);
      }),
    );
  });
});
