import { type ReactNode, useId } from 'react';
import { Field } from '../components/Field.tsx';
import { TextField } from '../components/TextField.tsx';
import type { S3Form } from './s3-form.ts';
import type { S3Field, S3Problems } from './s3-problems.ts';

type TextName = { [K in keyof S3Form]: S3Form[K] extends string ? K : never }[keyof S3Form];

/** What every part of the form is given. */
export interface FormPartProps {
  form: S3Form;
  problems: S3Problems;
  onChange: (form: S3Form) => void;
}

interface TextLineProps extends FormPartProps {
  label: string;
  field: TextName;
  /** The problem to show; the field's own unless told. */
  problem?: S3Field;
  hint?: ReactNode;
  placeholder?: string;
  /** What is offered; anything else can be typed. */
  suggestions?: readonly string[];
  maxLength?: number;
}

/** One line of text of the form, for what is written as machines read it. */
export function TextLine({ form, problems, onChange, label, field, problem, ...rest }: TextLineProps) {
  const list = useId();
  const { hint, placeholder, suggestions, maxLength = 2048 } = rest;
  const key = problem ?? field;
  return (
    <Field
      label={label}
      name={key}
      error={key in problems ? problems[key as S3Field] : undefined}
      hint={hint}
    >
      {(control) => (
        <>
          <TextField
            {...control}
            mono
            placeholder={placeholder}
            list={suggestions && list}
            value={form[field]}
            onChange={(text) => onChange({ ...form, [field]: text })}
            maxLength={maxLength}
          />
          {suggestions && (
            <datalist id={list}>
              {suggestions.map((text) => (
                <option key={text} value={text} />
              ))}
            </datalist>
          )}
        </>
      )}
    </Field>
  );
}
