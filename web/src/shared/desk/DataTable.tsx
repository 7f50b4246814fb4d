import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { Table, type TableColumnsType } from 'antd';
import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { Page } from '../http';
import { Await } from '../ui';

export interface Filter {
  name: string;
  label: string;
  choices: readonly { value: string; label: string }[];
}

interface DataTableProps<T extends object> {
  rows: readonly T[];
  columns: TableColumnsType<T>;
  rowKey: (row: T) => string;
  loading?: boolean;
  filters?: readonly Filter[];
  /** The rows the filters leave, as a file. */
  exportTo?: string;
  total?: number | null;
  empty?: ReactNode;
  onMore?: () => void;
  act?: ReactNode;
}

/** A list: filters live in the address, numbers stand right, what is filtered can be taken away. */
export function DataTable<T extends object>({
  rows,
  columns,
  rowKey,
  loading,
  filters = [],
  exportTo,
  total,
  empty,
  onMore,
  act,
}: DataTableProps<T>) {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const frame = useRef<HTMLDivElement>(null);
  // A table wider than the screen scrolls by keyboard only when it can be focused.
  useEffect(() => {
    frame.current?.querySelectorAll('.ant-table-body, .ant-table-content').forEach((part) => {
      part.setAttribute('tabindex', '0');
      part.setAttribute('role', 'region');
      part.setAttribute('aria-label', t('table'));
    });
  }, [t, rows]);
  return (
    <div className="stack-s" ref={frame}>
      {(filters.length > 0 || exportTo || act) && (
        <div className="row-between no-print">
          <div className="row">
            {filters.map((filter) => (
              <label key={filter.name} className="row small">
                {filter.label}
                <select
                  className="input"
                  style={{ width: 'auto' }}
                  value={search.get(filter.name) ?? ''}
                  onChange={(event) =>
                    setSearch((now) => {
                      if (event.target.value) now.set(filter.name, event.target.value);
                      else now.delete(filter.name);
                      return now;
                    })
                  }
                >
                  {filter.choices.map((choice) => (
                    <option key={choice.value} value={choice.value}>
                      {choice.label}
                    </option>
                  ))}
                </select>
              </label>
            ))}
          </div>
          <div className="row">
            {act}
            {exportTo && (
              <a className="button" href={exportTo} download>
                {t('export')}
              </a>
            )}
          </div>
        </div>
      )}
      <Table<T>
        size="middle"
        bordered={false}
        columns={columns}
        dataSource={[...rows]}
        rowKey={rowKey}
        loading={loading}
        pagination={false}
        scroll={{ x: 'max-content' }}
        sticky
        locale={{ emptyText: <span className="muted">{empty ?? t('empty.title')}</span> }}
      />
      <div className="row-between muted small">
        <span>{typeof total === 'number' ? t('total', { count: total }) : t('total', { count: rows.length })}</span>
        {onMore && (
          <button type="button" className="button" onClick={onMore}>
            {t('more')}
          </button>
        )}
      </div>
    </div>
  );
}

/** A list that grows by pages; its place is kept until the first page has come. */
export function PagedTable<T extends object>({
  of,
  height,
  ...table
}: Omit<DataTableProps<T>, 'rows' | 'onMore'> & { of: UseInfiniteQueryResult<InfiniteData<Page<T>>>; height: number }) {
  return (
    <Await of={of} height={height}>
      {(found) => (
        <DataTable
          {...table}
          rows={found.pages.flatMap((page) => page.items)}
          onMore={of.hasNextPage ? () => void of.fetchNextPage() : undefined}
        />
      )}
    </Await>
  );
}
