import type { ComponentChildren } from 'preact';

export interface Column<Row> {
  readonly name: string;
  readonly cell: (row: Row) => ComponentChildren;
}

/** A table that becomes a list of cards on a narrow screen; the first column names the row. */
export function Table<Row>({
  caption,
  columns,
  rows,
  keyOf,
  isNamedAbove,
}: {
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  /** A heading just above says the same: the name is for who listens only. */
  isNamedAbove?: boolean;
}) {
  return (
    <table>
      <caption class={isNamedAbove ? 'heard' : undefined}>{caption}</caption>
      <thead>
        <tr>
          {columns.map(({ name }) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={keyOf(row)}>
            {columns.map(({ name, cell }, index) =>
              index === 0 ? (
                <th key={name} scope="row" data-name={name}>
                  {cell(row)}
                </th>
              ) : (
                <td key={name} data-name={name}>
                  {cell(row)}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
