using Marketplace.Kernel;
using Marketplace.Ordering.Budgets;
using Marketplace.Ordering.Contracts;
using Marketplace.Ordering.Data;
using Marketplace.Ordering.Freight;
using Marketplace.Ordering.Orders;
using Marketplace.Ordering.Stock;
using Marketplace.Platform.Demonstration;

namespace Marketplace.Ordering.Demonstration;

/// <summary>
/// The demonstration's stock and some orders. Orders are either not contracted yet, so that Settlement need not know them,
/// or long completed from lots that are gone; neither kind tells a fact that would move money.
/// </summary>
internal sealed class OrderingDemonstration(
    OrderingDb db, StockBook stock, BudgetBook budgets, FreightTariff tariff, OrderNumbers numbers, TimeProvider clock) : IDemonstration
{
    private const int Orders = 40;
    private static readonly string[] FirstBuyers = ["shandong-school-district", "cq-government-unit", "jinan-union", "shapingba-university", "cq-energy-firm"];

    public int Order => 30;

    public Type ContextType => typeof(OrderingDb);

    public async Task Load(DemonstrationFiles files, CancellationToken cancellation)
    {
        var products = (await files.Read<ProductFile>("products.json", cancellation)).Products;
        var organisations = await files.Read<OrganisationFile>("organisations.json", cancellation);
        var packs = AddStock(products);
        foreach (var (unit, fen) in new[] { ("cq-government-unit", 24_000_000L), ("shandong-school-district", 60_000_000L) }) AddBudget(unit, fen);
        DemonstrationFreight.Add(db, OrganisationId("fengjie-orange-coop"), clock.GetUtcNow());
        await db.SaveChangesAsync(cancellation);
        await AddOrders(products, organisations, cancellation);
        DemonstrationDemands.Add(db, products, organisations, FirstBuyers.Take(2), clock);
        await stock.TellAll(packs, cancellation);
    }

    private List<Guid> AddStock(IReadOnlyList<ProductData> products)
    {
        var packs = new List<Guid>();
        foreach (var product in products)
        {
            foreach (var lots in product.Lots.GroupBy(lot => lot.PackKey))
            {
                var pack = PackId(product, lots.Key);
                packs.Add(pack);
                db.Add(new StockPack { PackId = pack, ProductId = StableId.From("product:" + product.Key), SupplierId = OrganisationId(product.SupplierKey) });
                foreach (var lot in lots) AddLot(lot, pack);
            }
        }

        return packs;
    }

    private void AddLot(LotData lot, Guid pack)
    {
        var id = StableId.From("lot:" + lot.Key);
        db.Add(new StockLot { LotId = id, PackId = pack, OnHand = lot.Quantity, Available = lot.Quantity, HarvestedOn = lot.HarvestedOn, BestBefore = lot.BestBefore });
        db.Add(new StockMovement { At = clock.GetUtcNow(), LotId = id, Kind = "opened", OnHandChange = lot.Quantity, AvailableChange = lot.Quantity });
    }

    private void AddBudget(string unit, long limitFen) =>
        db.Add(new Budget { UnitId = OrganisationId(unit), Year = clock.Today().Year, LimitFen = limitFen });

    private async Task AddOrders(IReadOnlyList<ProductData> products, OrganisationFile organisations, CancellationToken cancellation)
    {
        var today = clock.Today();
        var saleable = products.Where(product => product.Lots.Any(lot => lot.Quantity >= 150 && (lot.BestBefore is null || lot.BestBefore > today))).ToList();
        // Every third order goes to the co-operative and the buyers whose accounts can be tried.
        var known = saleable.Where(product => product.SupplierKey is "fengjie-orange-coop" or "yunyang-orange-coop").ToList();
        var names = organisations.Suppliers.ToDictionary(party => party.Key, party => party.Name);
        var buyers = FirstBuyers.Select(key => organisations.Buyers.First(buyer => buyer.Key == key)).ToList();
        var taken = await numbers.Take(Orders, cancellation);
        for (var i = 0; i < Orders; i++)
        {
            var product = i % 3 == 0 && known.Count > 0 ? known[i / 3 % known.Count] : saleable[i * 7 % saleable.Count];
            var order = await Draft(i, taken[i], product, names[product.SupplierKey], buyers[i % buyers.Count], cancellation);
            if (i % 4 == 3) Complete(order, i);
            else await Submit(order, i, buyers[i % buyers.Count].Kind, cancellation);
            db.Add(order);
        }
    }

    private async Task<Order> Draft(int i, string number, ProductData product, string supplier, PartyData buyer, CancellationToken cancellation)
    {
        var lot = product.Lots.First(lot => lot.Quantity >= 150);
        var pack = product.Packs.First(pack => pack.Key == lot.PackKey);
        var quantity = Math.Max(product.MinQuantity, 4 + (i * 3 % 20));
        var region = buyer.RegionCode!;
        var freight = (await tariff.Propose(product.OriginRegionCode, region, pack.MassGrams * quantity, 0, null, cancellation)).FreightFen;
        var at = clock.GetUtcNow().AddHours(-3 - (i % 4 == 3 ? 24 * (40 + i) : i * 2));
        var order = new Order
        {
            Id = StableId.From("order:demonstration-" + i),
            Number = number,
            BuyerId = OrganisationId(buyer.Key),
            BuyerName = buyer.Name,
            BuyerRegion = region,
            BudgetUnitId = OrganisationId(buyer.Key),
            BudgetYear = clock.Today().Year,
            SupplierId = OrganisationId(product.SupplierKey),
            SupplierName = supplier,
            ChannelCode = ChannelOf(buyer, product),
            SalesModeCode = i % 2 == 0 ? "department-matched" : "e-commerce",
            PaymentMode = i % 2 == 0 ? PaymentMode.Postpay : PaymentMode.Prepay,
            PaymentDays = i % 2 == 0 ? OrderDeadlines.UsualPaymentDays : OrderDeadlines.Prepayment.Days,
            FreightFen = freight,
            FreightLimitFen = freight,
            Recipient = "示例收货人",
            Phone = "02300000000",
            DeliveryRegion = region,
            Address = "示例路1号食堂库房",
            CreatedAt = at,
            SubmittedBy = BuyerPerson(buyer.Key),
            IsDemonstration = true,
        };
        order.AddLine(LineOf(order, product, pack, quantity));
        order.Begin(new ActBy(ActorKind.Buyer, order.SubmittedBy, at));
        return order;
    }

    private static OrderLine LineOf(Order order, ProductData product, PackData pack, int quantity) => new()
    {
        OrderId = order.Id,
        Position = 1,
        ProductId = StableId.From("product:" + product.Key),
        PackId = PackId(product, pack.Key),
        ProductName = product.Name,
        PackName = pack.Name.Zh,
        CategoryCode = product.Category,
        Origin = product.OriginRegionCode,
        HouseholdId = product.HouseholdKey is { } household ? StableId.From("household:" + household) : null,
        PackMassGrams = pack.MassGrams,
        Quantity = quantity,
        UnitPriceFen = pack.PriceFenFor(quantity),
        RecognisedAtOrder = product.Recognition.State == "listed",
    };

    private async Task Submit(Order order, int i, string buyerKind, CancellationToken cancellation)
    {
        await stock.Reserve([.. order.Lines.Select(line => new StockWish(line.Id, order.Id, line.PackId, line.Quantity))], cancellation);
        await budgets.Commit(order, cancellation);
        var by = new ActBy(ActorKind.Buyer, order.SubmittedBy, order.CreatedAt);
        if (buyerKind is "government-unit" or "central-unit" && i % 2 == 0) order.Do(OrderAct.RequestApproval, by, by.At + OrderDeadlines.Approval);
        else order.Do(OrderAct.Submit, by, by.At + OrderDeadlines.Confirmation);
        if (i % 8 != 5) return;
        order.Do(OrderAct.Cancel, by with { Reason = "计划有变，改期再买（示例）", At = by.At.AddHours(1) });
        await stock.Release(order.Id, "cancel", cancellation);
        await budgets.Release(order, cancellation);
    }

    /// <summary>Walks a past order through its whole life, a day or two a step.</summary>
    private static void Complete(Order order, int i)
    {
        var at = order.CreatedAt;
        var supplier = new ActBy(ActorKind.Supplier, Guid.Empty, at.AddDays(1));
        order.Do(OrderAct.Submit, new ActBy(ActorKind.Buyer, order.SubmittedBy, at));
        order.Do(OrderAct.Confirm, supplier);
        if (order.PaymentMode == PaymentMode.Prepay)
        {
            order.Do(OrderAct.AskPayment, ActBy.System(at.AddDays(1)));
            order.Do(OrderAct.ReceivePayment, ActBy.System(at.AddDays(2)));
        }

        order.Do(OrderAct.Ship, supplier with { At = at.AddDays(3) });
        foreach (var line in order.Lines) line.Shipped = line.Quantity;
        order.Do(OrderAct.MarkDelivered, new ActBy(ActorKind.Buyer, order.SubmittedBy, at.AddDays(6)));
        order.Do(OrderAct.BeginInspection, ActBy.System(at.AddDays(6)));
        order.Do(OrderAct.Accept, new ActBy(ActorKind.Buyer, order.SubmittedBy, at.AddDays(7)));
        foreach (var line in order.Lines) line.Accepted = line.Quantity;
        if (order.PaymentMode == PaymentMode.Postpay)
        {
            order.Do(OrderAct.DemandPayment, ActBy.System(at.AddDays(7)));
            order.Do(OrderAct.ReceivePayment, ActBy.System(at.AddDays(12)));
        }

        order.Do(OrderAct.Release, ActBy.System(at.AddDays(12)));
        if (i % 8 == 7) order.Do(OrderAct.Rate, new ActBy(ActorKind.Buyer, order.SubmittedBy, at.AddDays(13)));
    }

    private static string ChannelOf(PartyData buyer, ProductData product) => buyer.Kind switch
    {
        _ when buyer.RegionCode!.StartsWith("37", StringComparison.Ordinal) => "luyu",
        "government-unit" when product.Recognition.State == "listed" => "reserved-share",
        _ => "social",
    };

    /// <summary>The two buyers with accounts are those people; the others' orders name nobody.</summary>
    private static Guid BuyerPerson(string buyer) => buyer switch
    {
        "shandong-school-district" => StableId.From("person:shandong"),
        "cq-government-unit" => StableId.From("person:yubei"),
        _ => StableId.From("person:" + buyer),
    };

    private static Guid OrganisationId(string key) => StableId.From("organisation:" + key);

    private static Guid PackId(ProductData product, string pack) => StableId.From($"pack:{product.Key}/{pack}");
}
