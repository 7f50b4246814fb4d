using Marketplace.Kernel;

namespace Marketplace.Ordering.Contracts;

/// <summary>One line as sold, with what counting needs.</summary>
public sealed record SaleLine(
    Guid LineId, Guid ProductId, Guid PackId, string ProductName, string PackName, string CategoryCode, RegionCode Origin, Guid? HouseholdId,
    int Quantity, int AcceptedQuantity, long UnitPriceFen, long AcceptedFen, long PackMassGrams);

/// <summary>An order's sale facts: who bought from whom, through which channel, in which sales mode.</summary>
/// <param name="ChannelCode">渠道, such as <c>luyu</c>; see the programme's vocabulary.</param>
/// <param name="SalesModeCode">销售方式, one of the seven.</param>
public sealed record OrderSale(
    Guid OrderId, string Number, Guid BuyerId, string BuyerName, RegionCode BuyerRegion, Guid BudgetUnitId, Guid SupplierId, string SupplierName,
    string ChannelCode, string SalesModeCode, PaymentMode PaymentMode, string State, DateOnly? AcceptedOn, long GoodsFen, long FreightFen, IReadOnlyList<SaleLine> Lines);

/// <summary>Answers what an order is, for modules that count or settle it. Scope is the asking module's business.</summary>
public interface IOrderLookup
{
    Task<OrderSale?> Find(Guid orderId, CancellationToken cancellation);

    Task<IReadOnlyList<OrderSale>> FindMany(IReadOnlyCollection<Guid> orderIds, CancellationToken cancellation);
}
