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

export interface MapPalette {
  ramp: readonly string[];
  unknown: string;
  line: string;
  text: string;
  panel: string;
  size: number;
}

const light: MapPalette = {
  ramp: chart.ramp,
  unknown: '#F1EBDF',
  line: colours.ink3,
  text: colours.ink2,
  panel: colours.card,
  size: 13,
};

/** Chongqing's 38 districts and counties in five classes of a rate. */
export default function DistrictMap({
  rates,
  breaks,
  labels,
  height = 420,
  palette = light,
  onPick,
}: {
  rates: readonly DistrictRate[];
  breaks: readonly number[];
  labels: readonly string[];
  height?: number;
  palette?: MapPalette;
  onPick?: (code: string) => void;
}) {
  const map = useQuery({ queryKey: ['map', 'chongqing'], queryFn: load, staleTime: Infinity });
  const option = useMemo(() => {
    const names = map.data ?? new Map<string, string>();
    const texts = new Map(rates.map((rate) => [rate.code, rate.text]));
    return {
      tooltip: {
        formatter: (item: { name: string }) => `${names.get(item.name) ?? item.name} ${texts.get(item.name) ?? '—'}`,
        backgroundColor: palette.panel,
        borderColor: palette.line,
        textStyle: { color: palette.text },
      },
      // The province leaves its upper left corner free.
      visualMap: {
        type: 'piecewise',
        left: 0,
        top: 0,
        itemGap: 6,
        textStyle: { color: palette.text, fontSize: palette.size },
        pieces: palette.ramp.map((color, index) => ({
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
          itemStyle: { borderColor: palette.line, borderWidth: 0.8, areaColor: palette.unknown },
          emphasis: { itemStyle: { areaColor: colours.persimmon }, label: { show: false } },
          select: { disabled: true },
          label: { show: false },
          data: rates.filter((rate) => rate.rate !== null).map((rate) => ({ name: rate.code, value: rate.rate })),
        },
      ],
    };
  }, [map.data, rates, breaks, labels, palette]);
  if (!map.data) return <div style={{ height }} />;
  return <EChart option={option} height={height} onPick={onPick} />;
}
