using Marketplace.Kernel;

namespace Marketplace.Catalog.Contracts;

/// <summary>A lot (批次) was opened for sale: so many packs. Ordering puts them in stock.</summary>
[EventName("catalog.lot-opened.v1")]
public sealed record LotOpened : IntegrationEvent
{
    public required Guid LotId { get; init; }

    public required Guid ProductId { get; init; }

    public required Guid PackId { get; init; }

    public required Guid SupplierId { get; init; }

    /// <summary>Packs in the lot.</summary>
    public required int Quantity { get; init; }

    /// <summary>The day on which the harvest is expected, when it is still to come.</summary>
    public required DateOnly HarvestedOn { get; init; }

    public DateOnly? BestBefore { get; init; }

    /// <summary>预售: sold before its harvest. Nothing of it can be sent until the harvest is told.</summary>
    public bool IsExpected { get; init; }

    /// <summary>The last day on which goods of a pre-sale leave.</summary>
    public DateOnly? ShipBy { get; init; }
}

/// <summary>A lot that was sold before its harvest was harvested (登记采收), with what it really brought.</summary>
[EventName("catalog.lot-harvested.v1")]
public sealed record LotHarvested : IntegrationEvent
{
    public required Guid LotId { get; init; }

    /// <summary>Packs that came of it, at most those promised.</summary>
    public required int Quantity { get; init; }

    public required DateOnly HarvestedOn { get; init; }

    public DateOnly? BestBefore { get; init; }
}

/// <summary>A lot's quantity was corrected by a recorded reason.</summary>
[EventName("catalog.lot-adjusted.v1")]
public sealed record LotAdjusted : IntegrationEvent
{
    public required Guid LotId { get; init; }

    /// <summary>Packs added, or taken away when negative.</summary>
    public required int Delta { get; init; }

    public required string Reason { get; init; }
}

/// <summary>The authority took a lot off sale (停售), or let it come back. What orders hold stays theirs; the fact with the highest version stands.</summary>
[EventName("catalog.lot-sale-changed.v1")]
public sealed record LotSaleChanged : IntegrationEvent
{
    public required Guid LotId { get; init; }

    public required bool IsStopped { get; init; }

    public required string Reason { get; init; }

    /// <summary>Grows with each decision about the lot.</summary>
    public required long Version { get; init; }
}

/// <summary>A lot was recalled (召回): nothing of it may be sold or sent any more, and who got it must be told.</summary>
[EventName("catalog.lot-recalled.v1")]
public sealed record LotRecalled : IntegrationEvent
{
    public required Guid LotId { get; init; }

    /// <summary>Packs the lot was opened with.</summary>
    public required int Quantity { get; init; }

    public required string Reason { get; init; }

    /// <summary>What those who hold the goods should do.</summary>
    public string? Advice { get; init; }
}

/// <summary>A supplier was admitted (准入) and may sell.</summary>
[EventName("catalog.supplier-activated.v1")]
public sealed record SupplierActivated : IntegrationEvent
{
    public required Guid SupplierId { get; init; }

    public required RegionCode County { get; init; }
}

/// <summary>A supplier may not sell any more, for now or for good.</summary>
[EventName("catalog.supplier-stopped.v1")]
public sealed record SupplierStopped : IntegrationEvent
{
    public required Guid SupplierId { get; init; }

    public required string Reason { get; init; }
}

/// <summary>How far a supplier's paper has run out.</summary>
public enum PaperStage
{
    /// <summary>快到期: the first warning.</summary>
    Ahead,

    /// <summary>只剩一周</summary>
    Week,

    /// <summary>已过期: the days of grace run.</summary>
    Expired,

    /// <summary>已暂停: the goods are off sale until the new paper is checked.</summary>
    Suspended,
}

/// <summary>A supplier's paper (证照) runs out soon, or has. Told once for each stage.</summary>
[EventName("catalog.paper-due.v1")]
public sealed record PaperDue : IntegrationEvent
{
    public required Guid SupplierId { get; init; }

    public required string SupplierName { get; init; }

    public required RegionCode County { get; init; }

    public required string PaperName { get; init; }

    /// <summary>The last day it holds.</summary>
    public required DateOnly ValidTo { get; init; }

    public required PaperStage Stage { get; init; }

    /// <summary>The day from which nothing is sold any more; nothing when the paper is not a needed one.</summary>
    public DateOnly? SuspendsOn { get; init; }
}

/// <summary>A product entered the public register (公布) with validity dates.</summary>
[EventName("catalog.recognition-listed.v1")]
public sealed record RecognitionListed : IntegrationEvent
{
    public required Guid ProductId { get; init; }

    public required DateOnly ValidFrom { get; init; }

    public required DateOnly ValidTo { get; init; }
}

/// <summary>A product left the register before its time (撤销).</summary>
[EventName("catalog.recognition-revoked.v1")]
public sealed record RecognitionRevoked : IntegrationEvent
{
    public required Guid ProductId { get; init; }

    /// <summary>The first day it no longer counts as recognised.</summary>
    public required DateOnly From { get; init; }

    public required string Cause { get; init; }
}
