import { useState } from 'react';
import type { FieldControl } from '../components/Field.tsx';
import { formatCount } from '../words/numbers.ts';

interface NumberFieldProps extends FieldControl {
  value: number;
  min: number;
  max: number;
  unit: string;
  /** Called with whole numbers within the bounds alone. */
  onChange: (value: number) => void;
}

/** A whole number within bounds. What is typed counts once it is one; leaving the field brings back what counts. */
export function NumberField({ value, min, max, unit, onChange, ...control }: NumberFieldProps) {
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <span className="number-field">
      <span className="text-field">
        <input
          {...control}
          type="number"
          min={min}
          max={max}
          step={1}
          value={typed ?? value}
          onChange={(event) => {
            setTyped(event.target.value);
            const number = event.target.valueAsNumber;
            if (Number.isInteger(number) && number >= min && number <= max) onChange(number);
          }}
          onBlur={() => setTyped(null)}
        />
      </span>
      <span>
        {unit}
        <span className="text-3">
          , {formatCount(min)} to {formatCount(max)}
        </span>
      </span>
    </span>
  );
}
