using Marketplace.Accounts.Contracts;
using Marketplace.Catalog.Contracts;
using Marketplace.Kernel;
using Marketplace.Ordering.Contracts;
using Marketplace.Platform.Messaging;
using Marketplace.Programme.Contracts;
using Marketplace.Programme.Data;
using Marketplace.Programme.Sales;
using Marketplace.Settlement.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Programme.CountSale;

/// <summary>
/// 计入: an accepted and paid line becomes one fact. What counts is what was released; whether it counts as recognised is the register's
/// answer for the day of acceptance.
/// </summary>
internal sealed class CountSaleWhenEscrowReleased(ProgrammeDb db, IOrderLookup orders, IRecognitionRegister register, IOrganisationDirectory organisations, TimeProvider clock) : IEventHandler<EscrowReleased>
{
    public async Task Handle(EscrowReleased fact, CancellationToken cancellation)
    {
        var order = await orders.Find(fact.OrderId, cancellation) ?? throw new NotYetException($"order {fact.OrderId}");
        var soldOn = order.AcceptedOn ?? fact.ReleasedOn;
        var recognised = (await register.On([.. order.Lines.Select(line => line.ProductId).Distinct()], soldOn, cancellation))
            .Where(standing => standing.IsRecognised).Select(standing => standing.ProductId).ToHashSet();
        var buyer = await organisations.Find(order.BuyerId, cancellation);
        var known = await db.Set<SaleFact>().Where(row => row.Source == FactSource.Order && row.SourceId == fact.OrderId).Select(row => row.LineId).ToListAsync(cancellation);
        var isFirst = true;
        foreach (var released in fact.Lines.Where(line => line.AmountFen > 0 && !known.Contains(line.LineId)))
        {
            var line = order.Lines.Single(sold => sold.LineId == released.LineId);
            var counted = ToFact(order, line, released.AmountFen, buyer?.Kind, soldOn, recognised.Contains(line.ProductId), isFirst ? 1 : 0);
            isFirst = false;
            db.Add(counted);
            db.Publish(new SaleCounted { OccurredAt = clock.GetUtcNow(), FactId = counted.Id, OrderId = fact.OrderId, Origin = line.Origin, AmountFen = counted.AmountFen });
        }
    }

    private SaleFact ToFact(OrderSale order, SaleLine line, long amountFen, OrganisationKind? buyerKind, DateOnly soldOn, bool isRecognised, int orders) => new()
    {
        Kind = FactKind.Sale,
        Source = FactSource.Order,
        SourceId = order.OrderId,
        LineId = line.LineId,
        SoldOn = soldOn,
        OriginRegion = line.Origin.Value,
        OriginCounty = (line.Origin.County ?? line.Origin).Value,
        BuyerId = order.BuyerId,
        BuyerName = order.BuyerName,
        BuyerRegion = order.BuyerRegion.Value,
        BuyerKind = buyerKind,
        SupplierId = order.SupplierId,
        SupplierName = order.SupplierName,
        ProductId = line.ProductId,
        ProductName = $"{line.ProductName} {line.PackName}",
        Category = line.CategoryCode,
        Channel = order.ChannelCode,
        Mode = order.SalesModeCode,
        Series = SaleSeries.DirectPurchase,
        IsRecognised = isRecognised,
        AmountFen = amountFen,
        MassGrams = line.PackMassGrams * line.AcceptedQuantity,
        Orders = orders,
        OrderId = order.OrderId,
        OrderNumber = order.Number,
        CountedAt = clock.GetUtcNow(),
    };
}
