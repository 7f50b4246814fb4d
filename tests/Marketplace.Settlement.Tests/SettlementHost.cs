using Marketplace.Accounts.Contracts;
using Marketplace.Kernel;
using Marketplace.Ordering.Contracts;
using Marketplace.Platform.Messaging;
using Marketplace.Settlement.Data;
using Marketplace.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Marketplace.Settlement.Tests;

/// <summary>The product with invented households and payees, and orders that exist only as facts.</summary>
public class SettlementHost : MarketplaceHost
{
    public static readonly Guid FirstHousehold = StableId.From("test:household-1");
    public static readonly Guid SecondHousehold = StableId.From("test:household-2");

    public SettlementHost() => With(services =>
    {
        services.RemoveAll<IHouseholdDirectory>();
        services.AddScoped<IHouseholdDirectory, TwoHouseholds>();
        services.RemoveAll<IPayeeDirectory>();
        services.AddScoped<IPayeeDirectory, EverybodyHasAnAccount>();
    });

    /// <summary>A contracted order of one line, as Ordering tells it.</summary>
    public static OrderContracted Contract(long goodsFen, PaymentMode mode, long freightFen = 0) => new()
    {
        OccurredAt = DateTimeOffset.UtcNow,
        OrderId = Guid.CreateVersion7(),
        Number = $"PO-2026-{Random.Shared.Next(0, 999_999):D6}",
        BuyerId = Guid.CreateVersion7(),
        BudgetUnitId = Guid.CreateVersion7(),
        SupplierId = Guid.CreateVersion7(),
        PaymentMode = mode,
        GoodsFen = goodsFen,
        FreightFen = freightFen,
        PaymentDays = 10,
        Lines = [new ContractedLine(Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), 10, goodsFen / 10, goodsFen, 10_000)],
    };

    public static DeliveryAccepted Acceptance(OrderContracted contract, long acceptedFen)
    {
        ArgumentNullException.ThrowIfNull(contract);
        return new DeliveryAccepted
        {
            OccurredAt = DateTimeOffset.UtcNow,
            OrderId = contract.OrderId,
            InspectionId = Guid.CreateVersion7(),
            AcceptedOn = ChinaTime.DateIn(DateTimeOffset.UtcNow),
            IsDeemed = false,
            Lines = [new InspectedLine(contract.Lines[0].LineId, 9, 1, acceptedFen, contract.GoodsFen - acceptedFen)],
            AcceptedFen = acceptedFen,
            RejectedFen = contract.GoodsFen - acceptedFen,
            FreightFen = contract.FreightFen,
        };
    }

    /// <summary>Puts facts where the relay finds them; delivery is the relay's business.</summary>
    public async Task Tell(params IReadOnlyList<IntegrationEvent> facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        await using var scope = Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<SettlementDb>();
        foreach (var fact in facts) db.Publish(fact);
        await db.SaveChangesAsync();
    }

    public async Task<long> Balance(string account) =>
        await Database.Scalar<long>("SELECT coalesce((SELECT balance_fen FROM settlement.account WHERE id = $1), 0)", account);

    private sealed class TwoHouseholds : IHouseholdDirectory
    {
        public Task<IReadOnlyList<LinkedHousehold>> LinkedTo(Guid supplierId, DateOnly on, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<LinkedHousehold>>(
        [
            new LinkedHousehold(FirstHousehold, "王*", RegionCode.Parse("500236117201"), 3000),
            new LinkedHousehold(SecondHousehold, "李*", RegionCode.Parse("500236117202"), 2000),
        ]);

        public Task<HouseholdConsent?> ConsentOf(Guid householdId, Guid agentPersonId, DateOnly on, CancellationToken cancellation) => Task.FromResult<HouseholdConsent?>(null);
    }

    private sealed class EverybodyHasAnAccount : IPayeeDirectory
    {
        public Task<IReadOnlyDictionary<Guid, PayeeAccount>> FindMany(IReadOnlyCollection<Guid> partyIds, CancellationToken cancellation) =>
            Task.FromResult<IReadOnlyDictionary<Guid, PayeeAccount>>(partyIds.Distinct().ToDictionary(id => id, id => new PayeeAccount(id, "王*", "示例银行", "****0001", DateTimeOffset.MinValue)));

        public Task<IReadOnlyList<PayeeInstruction>> Reveal(IReadOnlyCollection<Guid> partyIds, Guid personId, string reason, CancellationToken cancellation) =>
            Task.FromResult<IReadOnlyList<PayeeInstruction>>([.. partyIds.Select(id => new PayeeInstruction(id, "=王芳", "示例银行", "6200000000000001"))]);
    }
}
