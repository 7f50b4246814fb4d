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
    // Drawn when the box has its size, not before: a style sheet may still be on its way.
    let chart: ReturnType<typeof echarts.init> | undefined;
    let frame = 0;
    const draw = () => {
      const size = { width: node.clientWidth, height };
      if (size.width === 0) return;
      if (chart) return chart.resize(size);
      chart = echarts.init(node, undefined, { renderer: 'svg', ...size });
      chart.setOption({ animation: false, aria: { enabled: true }, ...option });
      chart.on('click', (event) => pick.current?.(String(event.name)));
    };
    const watch = new ResizeObserver(() => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(draw);
    });
    watch.observe(node);
    return () => {
      cancelAnimationFrame(frame);
      watch.disconnect();
      chart?.dispose();
    };
  }, [option, height]);
  return <div ref={box} style={{ height, width: '100%', overflow: 'hidden' }} />;
}
