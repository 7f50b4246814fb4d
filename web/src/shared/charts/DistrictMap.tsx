import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { chart, colours } from '../theme/tokens';
import EChart from './EChart';
import { echarts } from './echarts';

export interface DistrictRate {
  /** The district's or county's six digits. */
  code: string;
  /** A rate, never an amount: large districts would only look important. */
  rate: number | null;
  text: string;
}

type Feature = { properties: { name: string; label: string } };

async function load() {
  const response = await fetch('/map/chongqing.json');
  const outlines = (await response.json()) as { features: Feature[] };
  echarts.registerMap('chongqing', outlines as never);
  return new Map(outlines.features.map((feature) => [feature.properties.name, feature.properties.label]));
}

/** Chongqing's 38 districts and counties in five classes of a rate. */
export default function DistrictMap({
  rates,
  breaks,
  labels,
  height = 420,
  onPick,
}: {
  rates: readonly DistrictRate[];
  breaks: readonly number[];
  labels: readonly string[];
  height?: number;
  onPick?: (code: string) => void;
}) {
  const map = useQuery({ queryKey: ['map', 'chongqing'], queryFn: load, staleTime: Infinity });
  const option = useMemo(() => {
    const names = map.data ?? new Map<string, string>();
    const texts = new Map(rates.map((rate) => [rate.code, rate.text]));
    return {
      tooltip: {
        formatter: (item: { name: string }) => `${names.get(item.name) ?? item.name} ${texts.get(item.name) ?? '—'}`,
        backgroundColor: colours.card,
        borderColor: colours.hairline,
        textStyle: { color: colours.ink },
      },
      visualMap: {
        type: 'piecewise',
        left: 0,
        bottom: 0,
        itemGap: 4,
        textStyle: { color: colours.ink2, fontSize: 13 },
        pieces: chart.ramp.map((color, index) => ({
          ...(index > 0 ? { gte: breaks[index - 1] } : {}),
          ...(index < breaks.length ? { lt: breaks[index] } : {}),
          label: labels[index],
          color,
        })),
      },
      series: [
        {
          type: 'map',
          map: 'chongqing',
          aspectScale: 0.86,
          left: 20,
          right: 20,
          top: 8,
          bottom: 8,
          itemStyle: { borderColor: colours.ink3, borderWidth: 0.8, areaColor: '#F1EBDF' },
          emphasis: { itemStyle: { areaColor: colours.persimmon }, label: { show: false } },
          select: { disabled: true },
          label: { show: false },
          data: rates.filter((rate) => rate.rate !== null).map((rate) => ({ name: rate.code, value: rate.rate })),
        },
      ],
    };
  }, [map.data, rates, breaks, labels]);
  if (!map.data) return <div style={{ height }} />;
  return <EChart option={option} height={height} onPick={onPick} />;
}
