using Marketplace.Catalog.Contracts;

namespace Marketplace.Ordering.Orders;

/// <summary>So many packs of one kind, at the price agreed. Names are kept as they were when ordered.</summary>
internal sealed class OrderLine
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid OrderId { get; init; }

    public int Position { get; init; }

    public Guid ProductId { get; init; }

    public Guid PackId { get; init; }

    public required string ProductName { get; init; }

    public required string PackName { get; init; }

    public required string CategoryCode { get; init; }

    /// <summary>Digits of the region the goods come from.</summary>
    public required string Origin { get; init; }

    public Guid? HouseholdId { get; init; }

    /// <summary>Net grams of one pack.</summary>
    public long PackMassGrams { get; init; }

    public int Quantity { get; init; }

    public long UnitPriceFen { get; init; }

    /// <summary>The campaign whose rule made the price, with what it would have cost and who bears the difference. Kept as they were when ordered.</summary>
    public Guid? CampaignId { get; init; }

    public string? CampaignName { get; init; }

    public long? UsualPriceFen { get; init; }

    public DifferencePayer? DifferencePaidBy { get; init; }

    /// <summary>Whether the product was in the register on the day of the order. What counts is the day of acceptance.</summary>
    public bool RecognisedAtOrder { get; init; }

    /// <summary>Packs that left the warehouse.</summary>
    public int Shipped { get; set; }

    public int Accepted { get; set; }

    /// <summary>Packs refused at inspection, or never sent.</summary>
    public int Rejected { get; set; }

    public long AmountFen => checked(UnitPriceFen * Quantity);

    public long AcceptedFen => checked(UnitPriceFen * Accepted);

    public long RejectedFen => checked(UnitPriceFen * Rejected);

    public int Open => Quantity - Shipped;
}
