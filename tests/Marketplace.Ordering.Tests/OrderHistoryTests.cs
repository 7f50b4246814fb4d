using Marketplace.Ordering.Orders;
using Xunit;

namespace Marketplace.Ordering.Tests;

public sealed class OrderHistoryTests
{
    private static readonly DateTimeOffset Moment = new(2026, 11, 23, 9, 0, 0, TimeSpan.FromHours(8));

    [Fact]
    public void Steps_of_one_moment_are_told_in_the_order_in_which_they_happened()
    {
        var told = new[]
        {
            Step("create", null, OrderState.Draft, 0), Step("submit", OrderState.Draft, OrderState.PendingApproval, 0),
            Step("ask", OrderState.PendingApproval, OrderState.PendingApproval, 0), Step("approve", OrderState.PendingApproval, OrderState.Submitted, 0),
            Step("confirm", OrderState.Submitted, OrderState.ContractSigned, 60), Step("await-payment", OrderState.ContractSigned, OrderState.AwaitingPayment, 60),
        };
        string[] happened = [.. told.Select(step => step.Act)];
        var random = new Random(20261123);
        for (var i = 0; i < 200; i++)
        {
            random.Shuffle(told);
            Assert.Equal(happened, OrderHistoryEntry.InOrder(told).Select(step => step.Act));
        }
    }

    private static OrderHistoryEntry Step(string act, OrderState? from, OrderState to, int seconds) =>
        new() { Id = Guid.NewGuid(), Act = act, FromState = from, ToState = to, At = Moment.AddSeconds(seconds) };
}
