import { ConfigProvider } from 'antd';
import enUS from 'antd/es/locale/en_US';
import zhCN from 'antd/es/locale/zh_CN';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { cspNonce } from '../theme/nonce';
import { colours, fontFamily, radius } from '../theme/tokens';

/** Dresses antd in our tokens: flat, bordered, river teal. */
export function DeskTheme({ children }: { children: ReactNode }) {
  const { i18n } = useTranslation();
  return (
    <ConfigProvider
      locale={i18n.language.startsWith('en') ? enUS : zhCN}
      csp={{ nonce: cspNonce() }}
      theme={{
        token: {
          colorPrimary: colours.river,
          colorLink: colours.river,
          colorLinkHover: colours.riverHover,
          colorInfo: colours.info,
          colorSuccess: colours.success,
          colorWarning: colours.warning,
          colorError: colours.error,
          colorText: colours.ink,
          colorTextSecondary: colours.ink2,
          colorTextTertiary: colours.ink3,
          colorTextPlaceholder: colours.ink3,
          colorBorder: colours.control,
          colorBorderSecondary: colours.hairline,
          colorBgLayout: colours.paper,
          colorBgContainer: colours.card,
          borderRadius: radius.control,
          fontFamily,
          fontSize: 14,
          boxShadow: '0 4px 16px #25211B1F',
          motionDurationMid: '0.15s',
          motionDurationSlow: '0.2s',
        },
        components: {
          Table: {
            headerBg: '#F4EEE2',
            headerColor: colours.ink2,
            borderColor: colours.hairline,
            rowHoverBg: colours.riverTint,
            headerBorderRadius: 0,
          },
        },
      }}
    >
      {children}
    </ConfigProvider>
  );
}
