/** The colours by day and by night. Text on its ground has a contrast of at least 4.5 to 1 (WCAG 2.2 AA). */
export const palettes = {
  light: {
    page: '#f3f1ec',
    card: '#ffffff',
    text: '#26282b',
    quiet: '#5b5f66',
    line: '#dcd8cf',
    accent: '#1d6b66',
    onAccent: '#ffffff',
    urgent: '#a3341f',
    onUrgent: '#ffffff',
    tip: '#e8f1ef',
    noBar: '#b9b4a8',
  },
  dark: {
    page: '#17191b',
    card: '#212427',
    text: '#ececea',
    quiet: '#b4b8bc',
    line: '#3a3e42',
    accent: '#7cc7bf',
    onAccent: '#10211f',
    urgent: '#f0967f',
    onUrgent: '#2a0f08',
    tip: '#253331',
    noBar: '#5d6268',
  },
} as const;

type Palette = Readonly<Record<keyof (typeof palettes)['light'], string>>;

interface Element {
  readonly shape: string;
  readonly colours?: (palette: Palette) => Readonly<Record<string, string>>;
}

const button =
  'display:inline-block;padding:12px 20px;border-radius:8px;font-weight:600;text-decoration:none;line-height:20px';
const card = 'margin:0 0 12px;padding:12px 14px 2px;border:1px solid;border-radius:10px';
const bar = 'display:inline-block;width:9px;margin-right:3px;border-radius:2px;vertical-align:baseline';

const elements = {
  page: {
    shape:
      "margin:0;padding:0;font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;font-size:16px;line-height:24px",
    colours: ({ text, page }) => ({ color: text, background: page }),
  },
  letter: { shape: 'max-width:560px;margin:0 auto;padding:24px 16px;overflow-wrap:anywhere' },
  brand: {
    shape: 'margin:0 0 4px;font-size:14px;line-height:20px',
    colours: ({ quiet }) => ({ color: quiet }),
  },
  title: { shape: 'margin:0 0 16px;font-size:24px;line-height:30px;font-weight:600' },
  heading: { shape: 'margin:20px 0 8px;font-size:18px;line-height:24px;font-weight:600' },
  paragraph: { shape: 'margin:0 0 16px' },
  list: { shape: 'margin:0 0 24px;padding:0 0 0 20px' },
  cardText: { shape: 'margin:0 0 8px' },
  item: { shape: 'margin:0 0 6px' },
  button: {
    shape: button,
    colours: ({ onAccent, accent }) => ({ color: onAccent, background: accent }),
  },
  urgentButton: {
    shape: button,
    colours: ({ onUrgent, urgent }) => ({ color: onUrgent, background: urgent }),
  },
  card: {
    shape: card,
    colours: (palette) => ({ background: palette.card, 'border-color': palette.line }),
  },
  urgentCard: {
    shape: `${card};border-left-width:5px`,
    colours: (palette) => ({
      background: palette.card,
      'border-color': palette.line,
      'border-left-color': palette.urgent,
    }),
  },
  cardTitle: { shape: 'margin:0 0 4px;font-size:18px;line-height:24px;font-weight:600' },
  line: { shape: 'margin:0 0 6px;font-size:15px;line-height:22px' },
  label: {
    shape: 'font-size:14px',
    colours: ({ quiet }) => ({ color: quiet }),
  },
  trendLabel: {
    shape: 'display:inline-block;min-width:108px;font-size:14px',
    colours: ({ quiet }) => ({ color: quiet }),
  },
  bars: { shape: 'display:inline-block;margin:0 8px 0 0' },
  bar: { shape: bar, colours: ({ accent }) => ({ background: accent }) },
  noBar: { shape: `${bar};height:3px`, colours: ({ noBar }) => ({ background: noBar }) },
  numbers: { shape: 'font-weight:600;white-space:nowrap' },
  tip: {
    shape: 'margin:10px 0 12px;padding:8px 12px;border-radius:8px;font-size:15px;line-height:22px',
    colours: (palette) => ({ background: palette.tip }),
  },
  foot: {
    shape: 'margin:24px 0 0;padding:16px 0 0;border-top:1px solid',
    colours: ({ line }) => ({ 'border-color': line }),
  },
  footLine: {
    shape: 'margin:0 0 8px;font-size:13px;line-height:19px',
    colours: ({ quiet }) => ({ color: quiet }),
  },
} as const satisfies Record<string, Element>;

export type Look = keyof typeof elements;

/** The style of an element as it stands on it, by day. */
export function styleOf(look: Look): string {
  const { shape, colours }: Element = elements[look];
  return colours ? `${shape};${declarations(colours(palettes.light))}` : shape;
}

/** What changes where the reader's device is dark. Important, since it must win over the elements' own styles. */
export const darkStyles = `:root{color-scheme:light dark}@media (prefers-color-scheme:dark){${Object.entries(
  elements,
)
  .map(([look, { colours }]: [string, Element]) =>
    colours ? `.${look}{${declarations(colours(palettes.dark), '!important')}}` : '',
  )
  .join('')}}`;

function declarations(colours: Readonly<Record<string, string>>, end = ''): string {
  return Object.entries(colours)
    .map(([property, value]) => `${property}:${value}${end}`)
    .join(';');
}
