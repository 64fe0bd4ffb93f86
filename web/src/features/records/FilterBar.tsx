import { ActionIcon, Button, Collapse, Select, TextInput } from '@mantine/core';
import { IconAdjustmentsHorizontal, IconSearch, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { ReportEntry } from '@/lib/portal.ts';
import { DayInput } from '@/ui/controls/DayInput.tsx';
import { useTexts } from '@/ui/texts/texts.ts';
import classes from './records.module.css';
import { isUnlimited, NO_FILTERS, occurring, type Filters } from './search.ts';

/** Search as you type, and the filters below it. */
export function FilterBar({
  entries,
  filters,
  onChange,
}: {
  readonly entries: readonly ReportEntry[];
  readonly filters: Filters;
  readonly onChange: (filters: Filters) => void;
}) {
  const texts = useTexts();
  const { records } = texts;
  const limited = !isUnlimited({ ...filters, words: '' });
  const [opened, setOpened] = useState(limited);
  return (
    <div className={classes.filters} role="search">
      <div className={classes.searchRow}>
        <TextInput
          className={classes.search}
          aria-label={records.searchLabel}
          placeholder={records.searchReports}
          leftSection={<IconSearch size={18} aria-hidden />}
          rightSection={
            filters.words !== '' && (
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={records.clearSearch}
                onClick={() => {
                  onChange({ ...filters, words: '' });
                }}
              >
                <IconX size={16} aria-hidden />
              </ActionIcon>
            )
          }
          value={filters.words}
          onChange={(event) => {
            onChange({ ...filters, words: event.currentTarget.value });
          }}
          data-search-field
          size="md"
        />
        <Button
          size="md"
          variant={limited ? 'light' : 'default'}
          leftSection={<IconAdjustmentsHorizontal size={18} aria-hidden />}
          aria-expanded={opened}
          onClick={() => {
            setOpened(!opened);
          }}
        >
          {records.filters}
        </Button>
      </div>
      <Collapse expanded={opened}>
        <div className={classes.filterRow}>
          <Select
            label={records.specialty}
            placeholder={texts.common.all}
            data={occurring(entries, 'specialty', texts)}
            value={filters.specialty === '' ? null : filters.specialty}
            onChange={(value) => {
              onChange({ ...filters, specialty: value ?? '' });
            }}
            clearable
            clearButtonProps={{ 'aria-label': records.clearFilters }}
          />
          <Select
            label={records.type}
            placeholder={texts.common.all}
            data={occurring(entries, 'type', texts)}
            value={filters.type === '' ? null : filters.type}
            onChange={(value) => {
              onChange({ ...filters, type: value ?? '' });
            }}
            clearable
            clearButtonProps={{ 'aria-label': records.clearFilters }}
          />
          <DayInput
            label={records.from}
            value={filters.from}
            onChange={(from) => {
              onChange({ ...filters, from });
            }}
          />
          <DayInput
            label={records.to}
            value={filters.to}
            onChange={(to) => {
              onChange({ ...filters, to });
            }}
          />
          <Button
            variant="subtle"
            className={classes.clear}
            disabled={!limited}
            onClick={() => {
              onChange({ ...NO_FILTERS, words: filters.words });
            }}
          >
            {records.clearFilters}
          </Button>
        </div>
      </Collapse>
    </div>
  );
}
