using Marketplace.Platform.Auth;

namespace Marketplace.Ordering;

/// <summary>Who may do what here; which orders it reaches is said by the queries (see Orders/OrderScope).</summary>
internal static class OrderingPermissions
{
    public static readonly IReadOnlyCollection<Role> Sellers = [Role.Supplier, Role.VillageAgent];

    public static readonly IReadOnlyCollection<Role> Purchasers = [Role.Buyer, Role.BuyerApprover, Role.BuyerFinance];

    public static readonly IReadOnlyCollection<Role> Officials = [Role.VillageOfficial, Role.TownOfficial, Role.CountyOfficial, Role.CityOfficial];

    public static readonly IReadOnlyCollection<Role> Staff = [Role.Operator, Role.Finance, Role.FinanceChecker];

    public static readonly Permission Buy = Permission.For("ordering.buy", Role.Buyer);

    public static readonly Permission Approve = Permission.For("ordering.approve", Role.BuyerApprover);

    public static readonly Permission CheckInvoice = Permission.For("ordering.check-invoice", Role.BuyerFinance, Role.Buyer);

    public static readonly Permission SetBudgets = Permission.For("ordering.set-budgets", Role.BuyerFinance, Role.BuyerApprover);

    public static readonly Permission SeeBudgets = Permission.For("ordering.see-budgets", [.. Purchasers]);

    public static readonly Permission Sell = Permission.For("ordering.sell", [.. Sellers]);

    public static readonly Permission MarkDelivered = Permission.For("ordering.mark-delivered", [Role.Buyer, .. Sellers]);

    public static readonly Permission Close = Permission.For("ordering.close", Role.Buyer, Role.Operator);

    public static readonly Permission SpeakInDispute = Permission.For("ordering.speak-in-dispute", [Role.Buyer, Role.Operator, .. Sellers]);

    public static readonly Permission Decide = Permission.For("ordering.decide-dispute", Role.Operator);

    public static readonly Permission SeeOrders = Permission.For("ordering.see-orders", [.. Purchasers, .. Sellers, .. Officials, .. Staff]);

    public static readonly Permission SeeTasks = Permission.For("ordering.see-tasks", [.. Purchasers, .. Sellers, Role.Operator]);

    public static readonly Permission SeeDemands = Permission.For("ordering.see-demands", [.. Purchasers, .. Sellers, .. Officials, Role.Operator]);
}
