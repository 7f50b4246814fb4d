using Marketplace.Platform.Auth;

namespace Marketplace.Settlement;

/// <summary>Who may do what with money.</summary>
internal static class SettlementPermissions
{
    internal static readonly Role[] BuyerRoles = [Role.Buyer, Role.BuyerApprover, Role.BuyerFinance];

    internal static readonly Permission Pay = Permission.For("settlement.pay", Role.Buyer, Role.BuyerFinance);

    internal static readonly Permission ReadOrderMoney =
        Permission.For("settlement.read-order-money", [.. BuyerRoles, Role.Supplier, Role.VillageAgent, Role.Finance, Role.FinanceChecker, Role.Operator]);

    internal static readonly Permission ReadOwnMoney = Permission.For("settlement.read-own-money", Role.Supplier, Role.VillageAgent);

    internal static readonly Permission Finance = Permission.For("settlement.finance", Role.Finance, Role.FinanceChecker);

    internal static readonly Permission ActForHousehold = Permission.For("settlement.act-for-household", Role.VillageAgent);

    internal static readonly Permission SeeInstructions = Permission.For("settlement.see-instructions", Role.Finance, Role.FinanceChecker, Role.Operator);

    internal static readonly Permission RecordTransfers = Permission.For("settlement.record-transfers", Role.Finance);

    internal static readonly Permission ProposePayouts = Permission.For("settlement.propose-payouts", Role.Finance);

    internal static readonly Permission CheckPayouts = Permission.For("settlement.check-payouts", Role.FinanceChecker) with { NeedsSecondFactor = true };

    internal static readonly Permission PayRefunds = Permission.For("settlement.pay-refunds", Role.FinanceChecker) with { NeedsSecondFactor = true };

    internal static readonly Permission IssueInvoice = Permission.For("settlement.issue-invoice", Role.Supplier);

    internal static readonly Permission VerifyInvoice = Permission.For("settlement.verify-invoice", Role.BuyerFinance, Role.Buyer);
}
