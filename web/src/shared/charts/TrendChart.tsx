import { useMemo } from 'react';
import { chart, colours } from '../theme/tokens';
import EChart from './EChart';

export interface TrendLine {
  name: string;
  values: readonly (number | null)[];
  dashed?: boolean;
}

export interface TrendPalette {
  sequence: readonly string[];
  text: string;
  line: string;
  panel: string;
  size: number;
}

const light: TrendPalette = {
  sequence: chart.sequence,
  text: colours.ink,
  line: colours.hairline,
  panel: colours.card,
  size: 13,
};

const last = (values: readonly (number | null)[]) => values.filter((value) => value !== null).at(-1);

/** At most four lines over time, each labelled at its end. */
export default function TrendChart({
  periods,
  lines,
  height = 260,
  palette = light,
  onPick,
}: {
  periods: readonly string[];
  lines: readonly TrendLine[];
  height?: number;
  palette?: TrendPalette;
  onPick?: (period: string) => void;
}) {
  const option = useMemo(
    () => ({
      color: [...palette.sequence],
      grid: { left: palette.size * 3.2, right: palette.size * 7, top: 16, bottom: palette.size * 2.4 },
      tooltip: {
        trigger: 'axis',
        backgroundColor: palette.panel,
        borderColor: palette.line,
        textStyle: { color: palette.text },
      },
      xAxis: {
        type: 'category',
        data: periods,
        axisLine: { lineStyle: { color: palette.line } },
        axisLabel: { color: palette.text, fontSize: palette.size, hideOverlap: true },
      },
      yAxis: {
        type: 'value',
        splitLine: { lineStyle: { color: palette.line } },
        axisLabel: { color: palette.text, fontSize: palette.size },
      },
      series: lines.slice(0, 4).map((line, index) => ({
        type: 'line',
        name: line.name,
        data: line.values,
        symbol: ['circle', 'rect', 'triangle', 'diamond'][index],
        symbolSize: 6,
        lineStyle: { width: 2.5, type: line.dashed ? 'dashed' : 'solid' },
        labelLayout: { moveOverlap: 'shiftY' },
        endLabel: {
          show: true,
          formatter: `${line.name} ${last(line.values) ?? ''}`,
          color: palette.text,
          fontSize: palette.size,
        },
      })),
    }),
    [periods, lines, palette],
  );
  return <EChart option={option} height={height} onPick={onPick} />;
}
