using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Marketplace.Accounts.Contracts;
using Marketplace.Catalog.Contracts;
using Marketplace.Kernel;
using Marketplace.Ordering.Data;
using Marketplace.Ordering.EnforceDeadlines;
using Marketplace.Ordering.LearnSettlement;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Messaging;
using Marketplace.Programme.Contracts;
using Marketplace.Settlement.Contracts;
using Marketplace.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Xunit;

namespace Marketplace.Ordering.Tests;

/// <summary>The host with made-up neighbours: a supplier in Fengjie, a school, a government unit and a supervising unit, and packs as tests need them.</summary>
public sealed class Market : MarketplaceHost
{
    public static readonly Guid Supplier = StableId.From("test:supplier");
    public static readonly Guid OtherSupplier = StableId.From("test:other-supplier");
    public static readonly Guid School = StableId.From("test:school");
    public static readonly Guid Government = StableId.From("test:government");
    public static readonly Guid Bureau = StableId.From("test:bureau");
    public static readonly Guid Union = StableId.From("test:union");

    private readonly Neighbours neighbours = new();
    public Market() => With(services =>
    {
        services.RemoveAll<IOfferLookup>().AddSingleton<IOfferLookup>(neighbours);
        services.RemoveAll<IAgentListings>().AddSingleton<IAgentListings>(neighbours);
        services.RemoveAll<IRecognitionRegister>().AddSingleton<IRecognitionRegister>(neighbours);
        services.RemoveAll<IProgrammeVocabulary>().AddSingleton<IProgrammeVocabulary>(neighbours);
        services.RemoveAll<IOrganisationDirectory>().AddSingleton<IOrganisationDirectory>(neighbours);
        services.RemoveAll<IRegionDirectory>().AddSingleton<IRegionDirectory>(neighbours);
        services.RemoveAll<IPersonDirectory>().AddSingleton<IPersonDirectory>(neighbours);
        // Only this module's answers are wanted: the others' reactions would race with the facts that tests tell.
        foreach (var other in services.Where(service => service.ImplementationInstance is EventSubscription subscription
            && subscription.Handler is not ("StockLotWhenOpened" or "HarvestLotWhenRecorded" or "CorrectLotWhenAdjusted" or "StopLotWhenSaleChanged" or "StopLotWhenRecalled" or "AllowOrdersWhenSupplierActivated" or "StopOrdersWhenSupplierStopped"
                or "MarkPaidWhenPaymentReceived" or "NoteRefundWhenIssued" or "CompleteWhenEscrowReleased" or "NoteInvoiceWhenVerified")).ToList()) services.Remove(other);
    });

    /// <summary>A pack on sale at 100.00 a box of 10 kg (from 100 boxes 90.00), with stock in lots.</summary>
    public async Task<PackOffer> Offer(params IReadOnlyList<int> lots)
    {
        var offer = new PackOffer(Guid.NewGuid(), Guid.NewGuid(), "奉节脐橙", "10公斤箱", "fruit-citrus", Supplier, null, RegionCode.Parse("500236117"), 10_000,
            [new PriceTier(1, 10_000), new PriceTier(100, 9_000)], 1, 1, IsOnSale: true);
        neighbours.Offers[offer.PackId] = offer;
        neighbours.Recognitions[offer.ProductId] = (new DateOnly(2020, 1, 1), new DateOnly(2099, 12, 31));
        for (var i = 0; i < lots.Count; i++)
        {
            await Tell(new LotOpened
            {
                OccurredAt = Clock.GetUtcNow(),
                LotId = Guid.NewGuid(),
                ProductId = offer.ProductId,
                PackId = offer.PackId,
                SupplierId = offer.SupplierId,
                Quantity = lots[i],
                HarvestedOn = Clock.Today(),
                BestBefore = Clock.Today().AddDays(200 + i),
            });
        }

        return offer;
    }

    public void Change(PackOffer offer) => neighbours.Offers[offer.PackId] = offer;

    public void Recognise(Guid productId, DateOnly from, DateOnly to) => neighbours.Recognitions[productId] = (from, to);

    public void ListedBy(Guid agent, Guid productId, bool consents) => neighbours.Listed[productId] = (agent, consents);

    /// <summary>Tells the module a fact as the relay would.</summary>
    public async Task Tell(IntegrationEvent fact)
    {
        foreach (var subscription in Services.GetServices<EventSubscription>().Where(subscription => subscription.EventType == fact.GetType()))
        {
            await using var scope = Services.CreateAsyncScope();
            await subscription.Deliver(scope.ServiceProvider, fact, CancellationToken.None);
        }
    }

    public Task Pay(Guid orderId, long fen) => Tell(new PaymentReceived
    {
        OccurredAt = Clock.GetUtcNow(),
        OrderId = orderId,
        PaymentId = Guid.NewGuid(),
        AmountFen = fen,
        Method = PaymentMethod.BankTransfer,
    });

    public Task<int> Deadlines() => Services.GetRequiredService<EnforceDeadlines.EnforceDeadlines>().Run(CancellationToken.None);

    public HttpClient Buyer(Guid? person = null) => As(Role.Buyer, School, person: person);

    public HttpClient Seller() => As(Role.Supplier, Supplier);

    public static object OrderOf(Guid packId, int quantity, string mode = "postpay", long? price = null, string channel = "social") => new
    {
        Lines = new[] { new { PackId = packId, Quantity = quantity, UnitPriceFen = price } },
        Delivery = new { Recipient = "王示例", Phone = "13800000000", RegionCode = "370102", Address = "示例路1号" },
        ChannelCode = channel,
        SalesModeCode = "department-matched",
        PaymentMode = mode,
    };

    /// <summary>Places an order and tells its id.</summary>
    public static async Task<Guid> Place(HttpClient buyer, Guid packId, int quantity, string mode = "postpay", string channel = "social")
    {
        var placed = await buyer.Post("/api/orders", OrderOf(packId, quantity, mode, channel: channel)).Body();
        return placed["orders"]![0]!["id"]!.GetValue<Guid>();
    }

    /// <summary>An order whose supplier has confirmed it.</summary>
    public async Task<Guid> Contracted(Guid packId, int quantity, string mode = "postpay")
    {
        var id = await Place(Buyer(), packId, quantity, mode);
        await Seller().Post($"/api/orders/{id}/confirmation", new { }).Body();
        return id;
    }

    /// <summary>A postpaid order on which everything was shipped and delivered.</summary>
    public async Task<Guid> Inspecting(Guid packId, int quantity)
    {
        var id = await Contracted(packId, quantity);
        var shipment = await Ship(id, quantity);
        await Buyer().Post($"/api/orders/{id}/shipments/{shipment}/delivery", new { }).Body();
        return id;
    }

    public async Task<Guid> Ship(Guid orderId, int quantity, bool isLast = false)
    {
        var line = await LineOf(orderId);
        var shipped = await Seller().Post($"/api/orders/{orderId}/shipments",
            new { Lines = new[] { new { LineId = line, Quantity = quantity } }, Carrier = "示例物流", Waybill = Guid.NewGuid().ToString("N"), IsColdChain = false, IsLast = isLast }).Body();
        return shipped["shipmentId"]!.GetValue<Guid>();
    }

    public async Task<Guid> LineOf(Guid orderId) => (await Buyer().Read($"/api/orders/{orderId}"))["lines"]![0]!["id"]!.GetValue<Guid>();

    public async Task<string> StateOf(Guid orderId) => (await As(Role.Operator).Read($"/api/orders/{orderId}"))["state"]!.GetValue<string>();

    /// <summary>On hand, available and reserved packs of all lots of a pack.</summary>
    public async Task<(long OnHand, long Available, long Reserved)> Stock(Guid packId) => (
        await Database.Scalar<long>("SELECT coalesce(sum(on_hand), 0) FROM ordering.stock_lot WHERE pack_id = $1", packId),
        await Database.Scalar<long>("SELECT coalesce(sum(available), 0) FROM ordering.stock_lot WHERE pack_id = $1", packId),
        await Database.Scalar<long>("SELECT coalesce(sum(reserved), 0) FROM ordering.stock_lot WHERE pack_id = $1", packId));

    public Task<long> Facts(string name, Guid orderId) =>
        Database.Scalar<long>("SELECT count(*) FROM ordering.outbox WHERE name = $1 AND payload->>'orderId' = $2", name, orderId.ToString());

    public async Task<JsonNode?> Fact(string name, Guid orderId) => JsonNode.Parse(
        await Database.Scalar<string>("SELECT payload::text FROM ordering.outbox WHERE name = $1 AND payload->>'orderId' = $2", name, orderId.ToString()) ?? "null");

    private sealed class Neighbours : IOfferLookup, IAgentListings, IRecognitionRegister, IProgrammeVocabulary, IOrganisationDirectory, IRegionDirectory, IPersonDirectory
    {
        private static readonly Dictionary<Guid, OrganisationCard> Cards = new List<OrganisationCard>
        {
            new(Supplier, "示例合作社", null, OrganisationKind.Cooperative, RegionCode.Parse("500236"), null, true),
            new(OtherSupplier, "示例农场", null, OrganisationKind.FamilyFarm, RegionCode.Parse("500235"), null, true),
            new(School, "示例学校", null, OrganisationKind.School, RegionCode.Parse("370102"), Bureau, true),
            new(Government, "示例机关", null, OrganisationKind.GovernmentUnit, RegionCode.Parse("500103"), Bureau, true),
            new(Union, "示例工会", null, OrganisationKind.TradeUnion, RegionCode.Parse("370102"), null, true),
            new(Bureau, "示例主管单位", null, OrganisationKind.GovernmentUnit, RegionCode.Parse("500000"), null, true),
        }.ToDictionary(card => card.Id);

        public ConcurrentDictionary<Guid, PackOffer> Offers { get; } = new();
        public ConcurrentDictionary<Guid, (DateOnly From, DateOnly To)> Recognitions { get; } = new();

        public Task<IReadOnlyList<PackOffer>> FindOffers(IReadOnlyCollection<Guid> packIds, CancellationToken cancellation) =>
            Task.FromResult<IReadOnlyList<PackOffer>>([.. packIds.Where(Offers.ContainsKey).Select(id => Offers[id])]);

        /// <summary>By product: which agent listed it, and whether the household still consents.</summary>
        public ConcurrentDictionary<Guid, (Guid Agent, bool Consents)> Listed { get; } = new();

        public Task<IReadOnlyList<Guid>> ProductsOf(Guid agentPersonId, CancellationToken cancellation) =>
            Task.FromResult<IReadOnlyList<Guid>>([.. Listed.Where(row => row.Value.Agent == agentPersonId).Select(row => row.Key)]);

        public Task<bool> MayChange(Guid productId, Guid agentPersonId, CancellationToken cancellation) =>
            Task.FromResult(Listed.TryGetValue(productId, out var row) && row == (agentPersonId, true));

        public Task<IReadOnlyList<RecognitionOn>> On(IReadOnlyCollection<Guid> productIds, DateOnly date, CancellationToken cancellation) =>
            Task.FromResult<IReadOnlyList<RecognitionOn>>([.. productIds.Where(Recognitions.ContainsKey).Select(id =>
                new RecognitionOn(id, date, Recognitions[id].From <= date && date <= Recognitions[id].To, Recognitions[id].From, Recognitions[id].To))]);

        public Task<IReadOnlyList<VocabularyEntry>> ChannelsOn(DateOnly date, CancellationToken cancellation) => Entries("social", "luyu", "reserved-share");
        public Task<IReadOnlyList<VocabularyEntry>> SalesModesOn(DateOnly date, CancellationToken cancellation) => Entries("department-matched", "e-commerce");

        public Task<OrganisationCard?> Find(Guid organisationId, CancellationToken cancellation) => Task.FromResult(Cards.GetValueOrDefault(organisationId));

        public Task<IReadOnlyDictionary<Guid, OrganisationCard>> FindMany(IReadOnlyCollection<Guid> organisationIds, CancellationToken cancellation) =>
            Task.FromResult<IReadOnlyDictionary<Guid, OrganisationCard>>(organisationIds.Where(Cards.ContainsKey).ToDictionary(id => id, id => Cards[id]));

        public Task<IReadOnlyList<OrganisationCard>> SupervisedBy(Guid organisationId, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<OrganisationCard>>([.. Cards.Values.Where(card => card.SupervisingUnitId == organisationId)]);

        public Region? Find(RegionCode code) => code.Value is "370102" or "500103" ? new Region(code, "示例", code.Level, "示例", null) : null;

        public IReadOnlyList<Region> ChildrenOf(RegionCode? parent) => [];
        public IReadOnlyList<Region> CountiesOf(RegionCode ancestor) => [];

        public Task<IReadOnlyDictionary<Guid, string>> NamesOf(IReadOnlyCollection<Guid> personIds, CancellationToken cancellation) =>
            Task.FromResult<IReadOnlyDictionary<Guid, string>>(personIds.ToDictionary(id => id, _ => "示例人"));

        private static Task<IReadOnlyList<VocabularyEntry>> Entries(params IReadOnlyList<string> codes) =>
            Task.FromResult<IReadOnlyList<VocabularyEntry>>([.. codes.Select(code => new VocabularyEntry(code, code, code, new DateOnly(2019, 1, 1), null))]);
    }
}
