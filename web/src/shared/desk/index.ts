export * from './DataTable';
export * from './DeskTheme';
