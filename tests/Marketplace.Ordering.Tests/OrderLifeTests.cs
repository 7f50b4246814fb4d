using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Marketplace.Kernel;
using Marketplace.Ordering.Contracts;
using Marketplace.Platform.Auth;
using Marketplace.Settlement.Contracts;
using Marketplace.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.Ordering.Tests;

public sealed class OrderLifeTests(Market market) : IClassFixture<Market>
{
    [Fact]
    public async Task A_prepaid_order_ships_in_two_parts_is_accepted_in_part_and_completes_on_release()
    {
        var offer = await market.Offer(200, 200);
        var (person, id) = (Guid.NewGuid(), await market.Contracted(offer.PackId, 300, "prepay"));
        Assert.Equal("awaiting-payment", await market.StateOf(id));
        var contract = (await market.Fact("ordering.order-contracted.v1", id))!;
        Assert.Equal(2_700_000, contract["goodsFen"]!.GetValue<long>());
        await market.Pay(id, contract["goodsFen"]!.GetValue<long>() + contract["freightFen"]!.GetValue<long>());
        await market.Ship(id, 180);
        var partly = await market.Buyer().Read($"/api/orders/{id}");
        Assert.True(partly["isPartlyShipped"]!.GetValue<bool>());
        Assert.Equal("supplier", partly["nextMove"]!["by"]!.GetValue<string>());
        await market.Ship(id, 120);
        Assert.Equal((100, 100, 0), await market.Stock(offer.PackId));

        var line = await market.LineOf(id);
        var photo = await Photo(person);
        var inspected = await market.Buyer(person).Post($"/api/orders/{id}/inspection",
            new { Lines = new[] { new { LineId = line, Accepted = 290, Rejected = 10, Reason = "压伤", Photos = new[] { photo } } } }).Body();
        Assert.Equal("partly-accepted", inspected["state"]!.GetValue<string>());
        Assert.Equal(1, await market.Facts("ordering.delivery-accepted.v1", id));
        var fact = (await market.Fact("ordering.delivery-accepted.v1", id))!;
        Assert.Equal((290 * 9_000, 10 * 9_000), (fact["acceptedFen"]!.GetValue<int>(), fact["rejectedFen"]!.GetValue<int>()));
        Assert.Equal((100, 100, 0), await market.Stock(offer.PackId));

        await market.Tell(Released(id, fact));
        var done = await market.Buyer(person).Read($"/api/orders/{id}");
        Assert.Equal("completed", done["state"]!.GetValue<string>());
        Assert.StartsWith("/api/files/", done["inspection"]!["lines"]![0]!["photoUrls"]![0]!.GetValue<string>());
        var sale = await market.Services.CreateScope().ServiceProvider.GetRequiredService<IOrderLookup>().Find(id, CancellationToken.None);
        Assert.Equal((290, 290L * 9_000, "completed"), (sale!.Lines[0].AcceptedQuantity, sale.Lines[0].AcceptedFen, sale.State));
        await market.Buyer().Post($"/api/orders/{id}/rating", new { Stars = 5 }).Body();
        Assert.Equal("rated", await market.StateOf(id));
    }

    [Fact]
    public async Task A_postpaid_order_is_due_ten_days_after_acceptance_and_paid_then()
    {
        var offer = await market.Offer(10);
        var id = await market.Inspecting(offer.PackId, 5);
        var inspected = await Inspect(id, 5, 0).Body();
        Assert.Equal("payment-due", inspected["state"]!.GetValue<string>());
        var due = inspected["nextMove"]!["dueAt"]!.GetValue<DateTimeOffset>() - market.Clock.GetUtcNow();
        Assert.InRange(due.TotalDays, 9.9, 10);
        await market.Pay(id, 1);
        Assert.Equal("paid", await market.StateOf(id));
        await market.Tell(Released(id, (await market.Fact("ordering.delivery-accepted.v1", id))!));
        Assert.Equal("completed", await market.StateOf(id));
    }

    [Fact]
    public async Task Facts_of_settlement_in_any_order_and_twice_end_the_same_way()
    {
        var offer = await market.Offer(10);
        var id = await market.Inspecting(offer.PackId, 5);
        var paid = new PaymentReceived { OccurredAt = market.Clock.GetUtcNow(), OrderId = id, PaymentId = Guid.NewGuid(), AmountFen = 1, Method = PaymentMethod.Card };
        await market.Tell(paid);
        Assert.Equal("inspecting", await market.StateOf(id));
        await Inspect(id, 5, 0).Body();
        Assert.Equal("paid", await market.StateOf(id));
        var released = Released(id, (await market.Fact("ordering.delivery-accepted.v1", id))!);
        await market.Tell(released);
        await market.Tell(paid);
        await market.Tell(released);
        await market.Tell(paid with { EventId = Guid.NewGuid() });
        Assert.Equal("completed", await market.StateOf(id));
    }

    [Fact]
    public async Task Nobody_inspecting_for_ten_days_is_acceptance_but_not_while_a_dispute_is_open()
    {
        var offer = await market.Offer(20);
        var (quiet, disputed) = (await market.Inspecting(offer.PackId, 5), await market.Inspecting(offer.PackId, 5));
        await market.Buyer().Post($"/api/orders/{disputed}/disputes", new { Reason = "箱子泡水" }).Body();
        market.Clock.Advance(TimeSpan.FromDays(9.5));
        await market.Deadlines();
        Assert.Equal("inspecting", await market.StateOf(quiet));
        market.Clock.Advance(TimeSpan.FromDays(1));
        await market.Deadlines();
        await market.Deadlines();
        Assert.Equal("payment-due", await market.StateOf(quiet));
        Assert.Equal("inspecting", await market.StateOf(disputed));
        Assert.Equal(1, await market.Facts("ordering.delivery-accepted.v1", quiet));
        Assert.True((await market.Fact("ordering.delivery-accepted.v1", quiet))!["isDeemed"]!.GetValue<bool>());

        await market.Seller().Post($"/api/orders/{disputed}/disputes/answer", new { Answer = "已补发" }).Body();
        Assert.Equal("decide-dispute", (await market.As(Role.Operator).Read("/api/orders/tasks"))["items"]![0]!["nextMove"]!["act"]!.GetValue<string>());
        await market.As(Role.Operator).Post($"/api/orders/{disputed}/disputes/decision", new { Outcome = "for-supplier", Decision = "照片不足" }).Body();
        market.Clock.Advance(TimeSpan.FromDays(10.5));
        await market.Deadlines();
        Assert.Equal("payment-due", await market.StateOf(disputed));
    }

    [Fact]
    public async Task An_unpaid_order_expires_after_thirty_days_or_forty_five_when_extended_once()
    {
        var offer = await market.Offer(20);
        var (left, extended) = (await market.Contracted(offer.PackId, 5, "prepay"), await market.Contracted(offer.PackId, 5, "prepay"));
        await market.Seller().Post($"/api/orders/{extended}/payment-extension").Body();
        await market.Seller().Post($"/api/orders/{extended}/payment-extension").MustBeProblem(409, "order-not-in-state");
        market.Clock.Advance(TimeSpan.FromDays(30.1));
        await market.Deadlines();
        Assert.Equal("expired", await market.StateOf(left));
        Assert.Equal("awaiting-payment", await market.StateOf(extended));
        Assert.Equal(1, await market.Facts("ordering.order-cancelled.v1", left));
        market.Clock.Advance(TimeSpan.FromDays(15));
        await market.Deadlines();
        Assert.Equal("expired", await market.StateOf(extended));
        Assert.Equal((20, 20, 0), await market.Stock(offer.PackId));
        await market.Pay(left, 1);
        Assert.Equal("expired", await market.StateOf(left));
    }

    [Fact]
    public async Task What_is_inspected_must_add_up_and_rejections_need_reason_and_own_photo()
    {
        var offer = await market.Offer(10);
        var id = await market.Inspecting(offer.PackId, 5);
        await Inspect(id, 5, 1).MustBeProblem(422, "rejection-reason");
        await Inspect(id, 4, 0).MustBeProblem(422, "inspection-sum");
        await Inspect(id, -1, 6, "坏").MustBeProblem(422, "quantity-out-of-range");
        await Inspect(id, 4, 1, "坏", Guid.NewGuid()).MustBeProblem(422, "file-not-found");
        await Inspect(id, 4, 1, "坏", await Photo(Guid.NewGuid())).MustBeProblem(422, "file-not-found");
        Assert.Equal("inspecting", await market.StateOf(id));
        Assert.Equal(0, await market.Facts("ordering.delivery-accepted.v1", id));
    }

    [Fact]
    public async Task Twenty_inspections_at_once_have_one_effect()
    {
        var offer = await market.Offer(10);
        var id = await market.Inspecting(offer.PackId, 5);
        var line = await market.LineOf(id);
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ =>
            market.Buyer().Post($"/api/orders/{id}/inspection", new { Lines = new[] { new { LineId = line, Accepted = 5, Rejected = 0 } } })));
        Assert.Single(answers, answer => answer.IsSuccessStatusCode);
        Assert.Equal(1, await market.Facts("ordering.delivery-accepted.v1", id));
        Assert.Equal(5, await market.Database.Scalar<int>("SELECT sold FROM ordering.stock_pack WHERE pack_id = $1", offer.PackId));
    }

    [Fact]
    public async Task Partial_shipments_never_exceed_the_order_and_a_waybill_serves_once()
    {
        var offer = await market.Offer(10);
        var id = await market.Contracted(offer.PackId, 5);
        var line = await market.LineOf(id);
        object Shipment(int quantity, string waybill) => new { Lines = new[] { new { LineId = line, Quantity = quantity } }, Carrier = "示例物流", Waybill = waybill };
        var waybill = Guid.NewGuid().ToString("N");
        await market.Seller().Post($"/api/orders/{id}/shipments", Shipment(6, waybill)).MustBeProblem(422, "more-than-ordered");
        await market.Seller().Post($"/api/orders/{id}/shipments", Shipment(3, waybill)).Body();
        await market.Seller().Post($"/api/orders/{id}/shipments", Shipment(1, waybill)).MustBeProblem(409, "waybill-used");
        await market.Seller().Post($"/api/orders/{id}/shipments", Shipment(3, waybill + "2")).MustBeProblem(422, "more-than-ordered");
        var race = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => market.Seller().Post($"/api/orders/{id}/shipments", Shipment(2, $"{waybill}-{i}"))));
        Assert.Single(race, answer => answer.IsSuccessStatusCode);
        Assert.Equal((5, 5, 0), await market.Stock(offer.PackId));
        Assert.Equal(5L, await market.Database.Scalar<long>("SELECT sum(quantity) FROM ordering.shipment_line WHERE line_id = $1", line));
    }

    [Fact]
    public async Task What_a_supplier_cannot_deliver_is_free_again_and_counts_as_not_accepted()
    {
        var offer = await market.Offer(10);
        var id = await market.Contracted(offer.PackId, 5);
        await market.Ship(id, 3, isLast: true);
        Assert.Equal((7, 7, 0), await market.Stock(offer.PackId));
        Assert.Equal("payment-due", (await Inspect(id, 3, 0).Body())["state"]!.GetValue<string>());
        var fact = (await market.Fact("ordering.delivery-accepted.v1", id))!;
        Assert.Equal((30_000, 20_000), (fact["acceptedFen"]!.GetValue<int>(), fact["rejectedFen"]!.GetValue<int>()));
    }

    [Fact]
    public async Task Freight_is_fixed_by_the_contract_and_never_above_what_the_buyer_agreed()
    {
        var offer = await market.Offer(10);
        var id = await Market.Place(market.Buyer(), offer.PackId, 2);
        var proposed = (await market.Buyer().Read($"/api/orders/{id}"))["freightFen"]!.GetValue<long>();
        await market.Seller().Post($"/api/orders/{id}/confirmation", new { FreightFen = proposed + 1 }).MustBeProblem(409, "freight-above-limit");
        await market.Seller().Post($"/api/orders/{id}/confirmation", new { FreightFen = -1 }).MustBeProblem(422, "freight");
        await market.Seller().Post($"/api/orders/{id}/confirmation", new { FreightFen = 100 }).Body();
        Assert.Equal(100, (await market.Fact("ordering.order-contracted.v1", id))!["freightFen"]!.GetValue<long>());
        await market.Seller().Post($"/api/orders/{id}/confirmation", new { FreightFen = 50 }).MustBeProblem(409, "order-not-in-state");
        Assert.Equal(20_100L, await market.Database.Scalar<long>("SELECT sum(committed_change)::bigint FROM ordering.budget_entry WHERE order_id = $1", id));
    }

    [Fact]
    public async Task A_wholly_rejected_prepaid_order_is_refunded_and_closed()
    {
        var offer = await market.Offer(10);
        var person = Guid.NewGuid();
        var id = await market.Contracted(offer.PackId, 2, "prepay");
        await market.Pay(id, 1);
        await market.Ship(id, 2);
        var line = await market.LineOf(id);
        await market.Buyer(person).Post($"/api/orders/{id}/inspection",
            new { Lines = new[] { new { LineId = line, Accepted = 0, Rejected = 2, Reason = "全坏", Photos = new[] { await Photo(person) } } } }).Body();
        Assert.Equal("rejected", await market.StateOf(id));
        Assert.Equal(0, (await market.Fact("ordering.delivery-accepted.v1", id))!["freightFen"]!.GetValue<long>());
        await market.Tell(new RefundIssued { OccurredAt = market.Clock.GetUtcNow(), OrderId = id, RefundId = Guid.NewGuid(), AmountFen = 20_000, Reason = "rejected" });
        Assert.Equal("refunded", await market.StateOf(id));
        await market.Buyer().Post($"/api/orders/{id}/closing").Body();
        Assert.Equal((8, 8, 0), await market.Stock(offer.PackId));
    }

    [Fact]
    public async Task History_and_movements_cannot_be_changed_by_the_product()
    {
        var offer = await market.Offer(1);
        var id = await Market.Place(market.Buyer(), offer.PackId, 1);
        using var scope = market.Services.CreateScope();
        var data = scope.ServiceProvider.GetRequiredKeyedService<Npgsql.NpgsqlDataSource>("ordering");
        foreach (var sql in new[] { "UPDATE order_history SET reason = 'x'", "DELETE FROM stock_movement", "UPDATE budget_entry SET kind = 'x'" })
        {
            await using var command = data.CreateCommand(sql);
            Assert.Equal("42501", (await Assert.ThrowsAsync<Npgsql.PostgresException>(() => command.ExecuteNonQueryAsync())).SqlState);
        }

        Assert.NotEqual(Guid.Empty, id);
    }

    private async Task<HttpResponseMessage> Inspect(Guid id, int accepted, int rejected, string? reason = null, Guid? photo = null)
    {
        var line = await market.LineOf(id);
        var photos = photo is null ? null : new[] { photo.Value };
        return await market.Buyer().Post($"/api/orders/{id}/inspection", new { Lines = new[] { new { LineId = line, Accepted = accepted, Rejected = rejected, Reason = reason, Photos = photos } } });
    }

    private async Task<Guid> Photo(Guid person)
    {
        using var content = new ByteArrayContent(Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="));
        content.Headers.ContentType = new MediaTypeHeaderValue("image/png");
        return (await market.Buyer(person).PostAsync(new Uri("/api/files?name=box.png", UriKind.Relative), content).Body())["id"]!.GetValue<Guid>();
    }

    private EscrowReleased Released(Guid id, JsonNode accepted) => new()
    {
        OccurredAt = market.Clock.GetUtcNow(),
        OrderId = id,
        InspectionId = accepted["inspectionId"]!.GetValue<Guid>(),
        GoodsFen = accepted["acceptedFen"]!.GetValue<long>(),
        FreightFen = accepted["freightFen"]!.GetValue<long>(),
        Lines = [],
        ReleasedOn = market.Clock.Today(),
    };
}
