using Marketplace.Platform;
using Microsoft.Extensions.Configuration;

namespace Marketplace.Settlement.Gateways;

/// <summary>What production asks of payments before anything starts: a real gateway, a custody account, and no money of others in the platform's own.</summary>
internal static class ProductionPayments
{
    /// <exception cref="StartupProblem">Real money could go where it must not.</exception>
    internal static void Check(IConfiguration configuration)
    {
        if (string.IsNullOrEmpty(configuration["Stripe:SecretKey"]))
        {
            throw new StartupProblem("正式环境不能用模拟支付。请配置 Stripe:SecretKey 和 Stripe:WebhookSecret；只是试用，请设 ASPNETCORE_ENVIRONMENT=Development。",
                "Production refuses the payment simulator: configure Stripe:SecretKey and Stripe:WebhookSecret, or set ASPNETCORE_ENVIRONMENT=Development to try the product out.");
        }

        if (string.IsNullOrEmpty(configuration["Stripe:WebhookSecret"]))
        {
            throw new StartupProblem("没有配置 Stripe:WebhookSecret，收不到支付结果。请从支付机构后台复制后配置。",
                "Stripe:WebhookSecret is missing, so that no payment's result could be believed: copy it from the provider's dashboard.");
        }

        if (string.Equals(configuration["Custody:Mode"], "pooled", StringComparison.OrdinalIgnoreCase))
        {
            throw new StartupProblem("平台自己归集买方资金属于无证支付（二清），正式环境不允许。请用银行监管账户或持牌支付机构。",
                "A platform that pools buyers' money itself is an unlicensed payment business: production refuses Custody:Mode=pooled. Use a bank's custody account or a licensed institution.");
        }

        if (((string[])["AccountName", "BankName", "AccountNumber"]).Any(key => string.IsNullOrWhiteSpace(configuration["Custody:" + key])))
        {
            throw new StartupProblem("没有配置监管账户。请配置 Custody:AccountName、Custody:BankName 和 Custody:AccountNumber。",
                "The custody account is missing: configure Custody:AccountName, Custody:BankName and Custody:AccountNumber, or buyers would be told a sample account.");
        }
    }
}
