using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Marketplace.Catalog.Contracts;
using Marketplace.Kernel;
using Marketplace.Ordering.Contracts;
using Marketplace.Platform.Auth;
using Marketplace.Programme.Data;
using Marketplace.Programme.Programmes;
using Marketplace.Settlement.Contracts;
using Marketplace.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Marketplace.Programme.Tests;

/// <summary>The product with orders and recognitions that exist only as another module's answers, and one programme of 2026.</summary>
public sealed class ProgrammeHost : MarketplaceHost
{
    public const string Fengjie = "500236";
    public const string Yunyang = "500235";
    public const string Chongqing = "500000";
    public static readonly DateOnly Day = new(2026, 11, 20);

    private readonly InventedOrders orders = new();
    private readonly InventedRegister register = new();

    public ProgrammeHost() => With(services =>
    {
        services.RemoveAll<IOrderLookup>();
        services.AddSingleton<IOrderLookup>(orders);
        services.RemoveAll<IRecognitionRegister>();
        services.AddSingleton<IRecognitionRegister>(register);
    });

    /// <summary>The year's programme; 鲁渝 and the reserved share are parts of it.</summary>
    public static Guid Year { get; } = StableId.From("test-programme:year");

    public static Guid LuYu { get; } = StableId.From("test-programme:luyu");

    public static Guid ReservedShare { get; } = StableId.From("test-programme:reserved-share");

    public override async ValueTask InitializeAsync()
    {
        Clock.MoveTo(Day);
        await base.InitializeAsync();
        await using var scope = Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ProgrammeDb>();
        db.Add(Programme(Year, "test-2026", null, []));
        await db.SaveChangesAsync();
        db.Add(Programme(LuYu, "test-2026-luyu", Year, ["luyu"]));
        db.Add(Programme(ReservedShare, "test-2026-reserved-share", Year, ["reserved-share"]));
        db.Add(new Target { ProgrammeId = Year, Cut = TargetCut.Total, RegionCode = Chongqing, AmountFen = 10_000_00, Qualifier = "at_least", Source = "S0" });
        db.Add(new Target { ProgrammeId = Year, Cut = TargetCut.County, RegionCode = Fengjie, AmountFen = 1_000_00 });
        await db.SaveChangesAsync();
    }

    public HttpClient City() => As(Role.CityOfficial, region: Chongqing);

    public HttpClient County(string county) => As(Role.CountyOfficial, region: county);

    /// <summary>Changes what Ordering would answer.</summary>
    public void Replace(OrderSale order)
    {
        ArgumentNullException.ThrowIfNull(order);
        orders.Known[order.OrderId] = order;
    }

    public void Forget(OrderSale order)
    {
        ArgumentNullException.ThrowIfNull(order);
        orders.Known.TryRemove(order.OrderId, out _);
    }

    public void Recognise(Guid product, DateOnly from, DateOnly to) => register.Listed[product] = (from, to);

    /// <summary>An order of one line, accepted in part, as Ordering would answer.</summary>
    public OrderSale Order(
        string county, long acceptedFen, string channel = "social", string mode = "department-matched", string buyerRegion = "500103",
        DateOnly? acceptedOn = null, Guid? product = null, int quantity = 300, int accepted = 290, string productName = "奉节脐橙")
    {
        var line = new SaleLine(
            Guid.CreateVersion7(), product ?? Guid.CreateVersion7(), Guid.CreateVersion7(), productName, "10公斤箱", "fruit", RegionCode.Parse(county), null,
            quantity, accepted, acceptedFen / Math.Max(accepted, 1), acceptedFen, 10_000);
        var order = new OrderSale(
            Guid.CreateVersion7(), $"PO-2026-{Random.Shared.Next(0, 999_999):D6}", Guid.CreateVersion7(), "示例学校", RegionCode.Parse(buyerRegion), Guid.CreateVersion7(),
            Guid.CreateVersion7(), "示例合作社", channel, mode, PaymentMode.Prepay, "Accepted", acceptedOn ?? Day, acceptedFen, 0, [line]);
        orders.Known[order.OrderId] = order;
        return order;
    }

    /// <summary>Tells the release as Settlement does: only what was accepted, line by line.</summary>
    public async Task Release(params IReadOnlyList<OrderSale> sold)
    {
        ArgumentNullException.ThrowIfNull(sold);
        await using var scope = Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ProgrammeDb>();
        foreach (var order in sold)
        {
            db.Publish(new EscrowReleased
            {
                OccurredAt = Clock.GetUtcNow(),
                OrderId = order.OrderId,
                InspectionId = Guid.CreateVersion7(),
                GoodsFen = order.Lines.Sum(line => line.AcceptedFen),
                FreightFen = order.FreightFen,
                Lines = [.. order.Lines.Select(line => new ReleasedLine(line.LineId, line.AcceptedFen))],
                ReleasedOn = (order.AcceptedOn ?? Day).AddDays(1),
            });
        }

        await db.SaveChangesAsync();
    }

    public async Task Count(params IReadOnlyList<OrderSale> sold)
    {
        ArgumentNullException.ThrowIfNull(sold);
        await Release(sold);
        foreach (var order in sold)
            await Eventually(async () => await FactsOf(order.OrderId) == order.Lines.Count(line => line.AcceptedFen > 0), $"order {order.Number} is counted");
    }

    public async Task<long> FactsOf(Guid source) => await Database.Scalar<long>("SELECT count(*) FROM programme.sale_fact WHERE source_id = $1", source);

    public async Task<JsonNode> Dashboard(HttpClient client, string? region = null, Guid? programme = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        return await client.Read($"/api/dashboard?programme={programme ?? Year}" + (region is null ? "" : $"&region={region}"));
    }

    private static ProgrammeRecord Programme(Guid id, string key, Guid? parent, string[] channels) => new()
    {
        Id = id,
        Key = key,
        Name = "测试 " + key,
        NameEn = "Test " + key,
        ParentId = parent,
        RegionCode = Chongqing,
        PeriodFrom = new DateOnly(2026, 1, 1),
        PeriodTo = new DateOnly(2026, 12, 31),
        Channels = channels,
        IsFeatured = parent is null,
    };

    private sealed class InventedOrders : IOrderLookup
    {
        public ConcurrentDictionary<Guid, OrderSale> Known { get; } = new();

        public Task<OrderSale?> Find(Guid orderId, CancellationToken cancellation) => Task.FromResult(Known.GetValueOrDefault(orderId));

        public Task<IReadOnlyList<OrderSale>> FindMany(IReadOnlyCollection<Guid> orderIds, CancellationToken cancellation) =>
            Task.FromResult<IReadOnlyList<OrderSale>>([.. orderIds.Where(Known.ContainsKey).Select(id => Known[id])]);
    }

    private sealed class InventedRegister : IRecognitionRegister
    {
        public ConcurrentDictionary<Guid, (DateOnly From, DateOnly To)> Listed { get; } = new();

        public Task<IReadOnlyList<RecognitionOn>> On(IReadOnlyCollection<Guid> productIds, DateOnly date, CancellationToken cancellation) =>
            Task.FromResult<IReadOnlyList<RecognitionOn>>([.. productIds.Select(id => Listed.TryGetValue(id, out var span)
                ? new RecognitionOn(id, date, date >= span.From && date <= span.To, span.From, span.To)
                : new RecognitionOn(id, date, false, null, null))]);
    }
}
