using Marketplace.Catalog.Contracts;
using Marketplace.Ordering.Contracts;
using Marketplace.Ordering.Disputes;
using Marketplace.Ordering.Orders;

namespace Marketplace.Ordering.ShowOrder;

/// <summary>One order as a person sees it.</summary>
internal sealed record OrderView(
    Guid Id, string Number, OrderState State, bool IsPartlyShipped, bool IsDisputed, MoveView? NextMove, IReadOnlyList<OrderAct> Acts,
    PartyView Buyer, PartyView Supplier, Guid BudgetUnitId, string? BudgetUnitName, int BudgetYear, string ChannelCode, string SalesModeCode,
    PaymentMode PaymentMode, int PaymentDays, long GoodsFen, long FreightFen, long FreightLimitFen, long TotalFen, long RefundedFen, long MassGrams,
    Delivery? Delivery, string? DeliveryRegionName, DateOnly? WishedOn, string? Note, DateTimeOffset CreatedAt, DateTimeOffset? ContractedAt, DateTimeOffset? PaidAt, DateOnly? AcceptedOn, DateOnly? ReleasedOn,
    bool PaymentExtended, bool IsDemonstration, IReadOnlyList<LineView> Lines, IReadOnlyList<HistoryView> History, IReadOnlyList<ShipmentView> Shipments,
    InspectionView? Inspection, IReadOnlyList<DisputeView> Disputes, RatingView? Rating, PromiseView? Promise);

/// <summary>预售: what the order waits for.</summary>
/// <param name="NotHarvested">Packs that are still to be harvested.</param>
/// <param name="Lacking">Packs that the harvest did not bring.</param>
internal sealed record PromiseView(DateOnly ShipBy, PromiseBreach? Broken, int NotHarvested, int Lacking);

internal sealed record PartyView(Guid Id, string Name);

internal sealed record LineView(
    Guid Id, Guid ProductId, Guid PackId, string ProductName, string PackName, string Origin, Guid? HouseholdId, long PackMassGrams, int Quantity, long UnitPriceFen, long AmountFen,
    bool RecognisedAtOrder, int Shipped, int Accepted, int Rejected, long? UsualPriceFen, string? CampaignName, DifferencePayer? DifferencePaidBy);

internal sealed record HistoryView(DateTimeOffset At, ActorKind By, string? PersonName, string Act, OrderState? From, OrderState To, string? Reason);

internal sealed record ShipmentView(
    Guid Id, string Carrier, string Waybill, bool IsColdChain, DateTimeOffset ShippedAt, DateTimeOffset? DeliveredAt, string? CarrierNote, IReadOnlyList<ShipmentLineView> Lines);

internal sealed record ShipmentLineView(Guid LineId, int Quantity);

internal sealed record InspectionView(
    Guid Id, DateTimeOffset At, bool IsDeemed, DateOnly AcceptedOn, long AcceptedFen, long RejectedFen, IReadOnlyList<InspectionLineView> Lines);

internal sealed record InspectionLineView(Guid LineId, int Accepted, int Rejected, string? Reason, IReadOnlyList<string> PhotoUrls);

internal sealed record DisputeView(
    Guid Id, DateTimeOffset OpenedAt, string Reason, IReadOnlyList<string> EvidenceUrls, string? Answer, DateTimeOffset? AnsweredAt, DisputeOutcome? Outcome, string? Decision, DateTimeOffset? DecidedAt,
    IReadOnlyList<MessageView> Messages);

internal sealed record MessageView(DateTimeOffset At, ActorKind By, string? PersonName, string Text, IReadOnlyList<string> FileUrls);

internal sealed record RatingView(int Stars, string? Comment, DateTimeOffset At);
