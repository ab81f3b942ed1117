import { ToggleGroup } from 'radix-ui';
import { Icon, type IconName } from './Icon.tsx';

interface SegmentedProps<T extends string> {
  /** What is chosen here, for screen readers. */
  label: string;
  /** Null where nothing is chosen yet. */
  value: T | null;
  options: readonly { value: T; label: string; icon?: IconName; disabled?: boolean }[];
  onChange: (value: T) => void;
  /** Fills the width, 28 px high, as in forms. */
  wide?: boolean;
  /** Of a wide one with more options than fit in a row. */
  columns?: number;
}

/** One of a few, all visible. Arrow keys move between them. */
export function Segmented<T extends string>({
  label,
  value,
  options,
  onChange,
  wide = false,
  columns,
}: SegmentedProps<T>) {
  return (
    <ToggleGroup.Root
      type="single"
      aria-label={label}
      className={columns ? 'segmented segmented-grid' : wide ? 'segmented segmented-wide' : 'segmented'}
      style={columns ? { gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` } : undefined}
      value={value ?? ''}
      onValueChange={(chosen) => {
        const option = options.find((candidate) => candidate.value === chosen);
        if (option) onChange(option.value);
      }}
    >
      {options.map((option) => (
        <ToggleGroup.Item key={option.value} value={option.value} disabled={option.disabled}>
          {option.icon && <Icon name={option.icon} />}
          {option.label}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  );
}
