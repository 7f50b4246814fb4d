import type { EChartsCoreOption } from 'echarts/core';
import { useEffect, useRef } from 'react';
import { echarts } from './echarts';

/** Draws a chart and follows its size; a click tells the name of what was clicked. */
export default function EChart({
  option,
  height,
  onPick,
}: {
  option: EChartsCoreOption;
  height: number;
  onPick?: (name: string) => void;
}) {
  const box = useRef<HTMLDivElement>(null);
  const pick = useRef(onPick);
  useEffect(() => {
    pick.current = onPick;
  }, [onPick]);
  useEffect(() => {
    const node = box.current;
    if (!node) return undefined;
    const size = () => ({ width: node.clientWidth || 600, height });
    const chart = echarts.init(node, undefined, { renderer: 'svg', ...size() });
    chart.setOption({ animation: false, aria: { enabled: true }, ...option });
    chart.on('click', (event) => pick.current?.(String(event.name)));
    const watch = new ResizeObserver(() => chart.resize(size()));
    watch.observe(node);
    return () => {
      watch.disconnect();
      chart.dispose();
    };
  }, [option, height]);
  return <div ref={box} style={{ height, width: '100%', overflow: 'hidden' }} />;
}
