using System.Net;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.Ordering.Tests;

public sealed class ApprovalTests(Market market) : IClassFixture<Market>
{
    private HttpClient Approver(Guid? person = null) => market.As(Role.BuyerApprover, Market.Government, person: person);

    private HttpClient GovernmentBuyer(Guid? person = null) => market.As(Role.Buyer, Market.Government, person: person);

    [Fact]
    public async Task A_government_unit_needs_its_approver_and_the_supplier_sees_nothing_before()
    {
        var offer = await market.Offer(10);
        var id = await Market.Place(GovernmentBuyer(), offer.PackId, 4);
        Assert.Equal((10, 6, 4), await market.Stock(offer.PackId));
        await market.Seller().GetAsync(new Uri($"/api/orders/{id}", UriKind.Relative)).MustBeProblem(404, "not-found");
        Assert.Contains((await Approver().Read("/api/orders/tasks"))["items"]!.AsArray(), row => row!["id"]!.GetValue<Guid>() == id);
        await Approver().Post($"/api/orders/{id}/approval").Body();
        Assert.Equal("submitted", (await market.Seller().Read($"/api/orders/{id}"))["state"]!.GetValue<string>());
        await market.Seller().Post($"/api/orders/{id}/confirmation", new { }).Body();
    }

    [Fact]
    public async Task Nobody_approves_an_order_of_their_own_even_with_both_posts()
    {
        var offer = await market.Offer(10);
        var person = Guid.NewGuid();
        var id = await Market.Place(GovernmentBuyer(person), offer.PackId, 1);
        await Approver(person).Post($"/api/orders/{id}/approval").MustBeProblem(403, "same-person");
        await Approver(person).Post($"/api/orders/{id}/decline", new { Reason = "示例" }).MustBeProblem(403, "same-person");
        Assert.Equal("pending-approval", await market.StateOf(id));
    }

    [Fact]
    public async Task Of_two_approving_at_once_one_wins_and_the_other_is_told()
    {
        var offer = await market.Offer(100);
        for (var round = 0; round < 5; round++)
        {
            var id = await Market.Place(GovernmentBuyer(), offer.PackId, 1);
            var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Approver().Post($"/api/orders/{id}/approval")));
            Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.OK);
            foreach (var answer in answers.Where(answer => answer.StatusCode != HttpStatusCode.OK)) await Task.FromResult(answer).MustBeProblem(409, "changed-meanwhile");
            Assert.Equal(1L, await market.Database.Scalar<long>("SELECT count(*) FROM ordering.order_history WHERE order_id = $1 AND act = 'approve'", id));
        }
    }

    [Fact]
    public async Task A_declined_order_gives_stock_and_budget_back()
    {
        var offer = await market.Offer(10);
        var year = market.Clock.Today().Year;
        var before = await market.Database.Scalar<long>("SELECT coalesce(sum(committed_fen), 0)::bigint FROM ordering.budget WHERE unit_id = $1", Market.Government);
        var id = await Market.Place(GovernmentBuyer(), offer.PackId, 4);
        await Approver().Post($"/api/orders/{id}/decline", new { Reason = "预算另有用途" }).Body();
        Assert.Equal("cancelled", await market.StateOf(id));
        Assert.Equal((10, 10, 0), await market.Stock(offer.PackId));
        Assert.Equal(before, await market.Database.Scalar<long>("SELECT committed_fen FROM ordering.budget WHERE unit_id = $1 AND year = $2", Market.Government, year));
        Assert.Equal(0, await market.Facts("ordering.order-cancelled.v1", id));
    }

    [Fact]
    public async Task Orders_placed_at_once_cannot_exceed_the_budget_together()
    {
        var unit = Market.Union;
        var offer = await market.Offer(100);
        var finance = market.As(Role.BuyerFinance, unit);
        await finance.Put("/api/purchasing-settings", new { IsNeeded = false, AboveFen = 0 }).Body();
        var one = (await market.As(Role.Buyer, unit).Post("/api/orders/quote", new { Lines = new[] { new { offer.PackId, Quantity = 1 } }, DeliveryRegionCode = "370102" }).Body())["totalFen"]!.GetValue<long>();
        await finance.Put("/api/budgets", new { market.Clock.Today().Year, LimitFen = one * 3 }).Body();
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => market.As(Role.Buyer, unit).Post("/api/orders", Market.OrderOf(offer.PackId, 1))));
        Assert.Equal(3, answers.Count(answer => answer.StatusCode == HttpStatusCode.Created));
        foreach (var answer in answers.Where(answer => answer.StatusCode != HttpStatusCode.Created)) await Task.FromResult(answer).MustBeProblem(409, "budget-exceeded");
        Assert.Equal((100, 97, 3), await market.Stock(offer.PackId));
        var budget = (await finance.Read("/api/budgets"))["items"]![0]!;
        Assert.Equal(0, budget["leftFen"]!.GetValue<long>());
    }

    [Fact]
    public async Task An_order_moves_to_the_supervising_unit_until_it_ships_and_to_no_other()
    {
        var offer = await market.Offer(10);
        var id = await market.Contracted(offer.PackId, 2);
        await market.Buyer().Post($"/api/orders/{id}/budget-unit", new { BudgetUnitId = Market.Government, Reason = "示例" }).MustBeProblem(422, "budget-unit-not-yours");
        await market.Buyer().Post($"/api/orders/{id}/budget-unit", new { BudgetUnitId = Market.Bureau, Reason = "食堂预算" }).Body();
        Assert.Equal(Market.Bureau, (await market.Buyer().Read($"/api/orders/{id}"))["budgetUnitId"]!.GetValue<Guid>());
        Assert.Equal(0L, await market.Database.Scalar<long>("SELECT sum(committed_change)::bigint FROM ordering.budget_entry WHERE order_id = $1 AND unit_id = $2", id, Market.School));
        await market.Ship(id, 2);
        await market.Buyer().Post($"/api/orders/{id}/budget-unit", new { BudgetUnitId = Market.School, Reason = "示例" }).MustBeProblem(409, "order-not-in-state");
    }
}
