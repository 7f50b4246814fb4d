/** The one source of colours and sizes: CSS variables, antd, charts and print read from here. */
export const colours = {
  paper: '#FAF6EE',
  card: '#FFFFFF',
  ink: '#25211B',
  ink2: '#5A5348',
  ink3: '#736B5E',
  control: '#8C8374',
  hairline: '#DDD5C7',
  river: '#0F5C55',
  riverHover: '#0A4842',
  riverTint: '#E2F0EC',
  persimmon: '#DF7833',
  ember: '#A8450F',
  emberTint: '#FDEBDD',
  success: '#2F6B1F',
  successTint: '#E8F2E1',
  warning: '#7A5200',
  warningTint: '#FFF1CC',
  error: '#B0231C',
  errorTint: '#FCE9E6',
  info: '#1F5688',
  infoTint: '#E6F0F8',
} as const;

export const wall = {
  ground: '#0E1C1B',
  panel: '#162A28',
  text: '#F4EFE3',
  secondary: '#B9C4BC',
  figure: '#FFB055',
  error: '#FF8A7A',
  warning: '#FFD166',
  success: '#8FD694',
  sequence: ['#4FC3AE', '#FFB055', '#EB5178', '#F0ECC1', '#A594DB', '#4A72CC'],
} as const;

export const chart = {
  sequence: ['#0F5C55', '#DF7833', '#5F1124', '#5A86DD', '#835B0C', '#6C499C'],
  ramp: ['#DCEEE9', '#A5D0C6', '#63A99D', '#2E7F76', '#0F5C55'],
  /** From 滞后 (behind) to 超序时 (ahead of the calendar). */
  pace: ['#A8450F', '#E2A06F', '#F1EBDF', '#7DB5AB', '#0F5C55'],
} as const;

export const fontFamily =
  '-apple-system,"PingFang SC","HarmonyOS Sans SC",MiSans,"Noto Sans CJK SC","Microsoft YaHei",sans-serif';

export const radius = { control: 6, card: 10, sheet: 16 } as const;

const kebab = (name: string) => name.replace(/([a-z])([A-Z0-9])/g, '$1-$2').toLowerCase();

/** Sets the tokens as CSS variables, e.g. `--river-tint`. */
export function applyTokens(root: HTMLElement = document.documentElement): void {
  for (const [name, value] of Object.entries(colours)) root.style.setProperty(`--${kebab(name)}`, value);
  root.style.setProperty('--font', fontFamily);
}
