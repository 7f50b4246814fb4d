import { useMemo } from 'react';
import { chart, colours } from '../theme/tokens';
import EChart from './EChart';

export interface TrendLine {
  name: string;
  values: readonly (number | null)[];
  dashed?: boolean;
}

/** At most four lines over time, each labelled at its end. */
export default function TrendChart({
  periods,
  lines,
  height = 260,
}: {
  periods: readonly string[];
  lines: readonly TrendLine[];
  height?: number;
}) {
  const option = useMemo(
    () => ({
      color: [...chart.sequence],
      grid: { left: 48, right: 96, top: 16, bottom: 28 },
      tooltip: {
        trigger: 'axis',
        backgroundColor: colours.card,
        borderColor: colours.hairline,
        textStyle: { color: colours.ink },
      },
      xAxis: {
        type: 'category',
        data: periods,
        axisLine: { lineStyle: { color: colours.control } },
        axisLabel: { color: colours.ink2, fontSize: 13 },
      },
      yAxis: {
        type: 'value',
        splitLine: { lineStyle: { color: colours.hairline } },
        axisLabel: { color: colours.ink2, fontSize: 13 },
      },
      series: lines.slice(0, 4).map((line, index) => ({
        type: 'line',
        name: line.name,
        data: line.values,
        symbol: ['circle', 'rect', 'triangle', 'diamond'][index],
        symbolSize: 6,
        lineStyle: { width: 2.5, type: line.dashed ? 'dashed' : 'solid' },
        endLabel: { show: true, formatter: line.name, color: colours.ink, fontSize: 13 },
      })),
    }),
    [periods, lines],
  );
  return <EChart option={option} height={height} />;
}
