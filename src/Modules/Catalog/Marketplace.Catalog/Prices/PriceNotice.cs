using Marketplace.Catalog.Products;
using Marketplace.Catalog.Suppliers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Catalog.Prices;

/// <summary>Where a price far above the market stands with the authority.</summary>
internal enum PriceNoticeState
{
    /// <summary>待查看: the supplier gave a reason; nobody has looked at it.</summary>
    Open,

    /// <summary>要凭证: the supplier is asked to prove the reason.</summary>
    ProofAsked,

    /// <summary>要改价: the supplier is asked to correct the price.</summary>
    CorrectionAsked,

    /// <summary>已答复: the supplier answered.</summary>
    Answered,

    /// <summary>已上报: the city decides.</summary>
    Escalated,

    /// <summary>已认可: the reason holds.</summary>
    Accepted,

    /// <summary>已改价: the price came down to what needs no reason.</summary>
    Corrected,

    /// <summary>已有新价: a newer price of the same product has a notice of its own.</summary>
    Replaced,
}

/// <summary>What is done about a price far above the market.</summary>
internal enum PriceNoticeAction
{
    Accept,
    AskProof,
    AskCorrection,
    Escalate,
    Answer,
    Correct,
    Replace,
}

/// <summary>高价说明: a listing far above the reference price, the figures of that moment and the supplier's reason. Neither is ever changed.</summary>
internal sealed class PriceNotice
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid ProductId { get; init; }

    public Guid SupplierId { get; init; }

    public string OriginCode { get; init; } = string.Empty;

    public string ProductName { get; init; } = string.Empty;

    public string PackName { get; init; } = string.Empty;

    public Guid ReferenceId { get; init; }

    public string Market { get; init; } = string.Empty;

    public string ReferenceName { get; init; } = string.Empty;

    public DateOnly PricedOn { get; init; }

    public long LowFen { get; init; }

    public long AverageFen { get; init; }

    public long HighFen { get; init; }

    public long FenPerKg { get; init; }

    /// <summary>How far above the market's high price, in hundredths of a per cent.</summary>
    public long AboveBasisPoints { get; init; }

    public int ThresholdPercent { get; init; }

    public string Reason { get; init; } = string.Empty;

    /// <summary>Packs the product had sold when the price was set.</summary>
    public int SoldBefore { get; init; }

    public PriceNoticeState State { get; private set; }

    public Guid RaisedBy { get; init; }

    public DateTimeOffset RaisedAt { get; init; }

    public DateTimeOffset ChangedAt { get; private set; }

    public List<PriceNoticeStep> Steps { get; } = [];

    internal bool IsLive => State is not (PriceNoticeState.Corrected or PriceNoticeState.Replaced);

    internal PriceNotice Begin()
    {
        ChangedAt = RaisedAt;
        Steps.Add(new PriceNoticeStep { NoticeId = Id, ToState = PriceNoticeState.Open, At = RaisedAt, ActorId = RaisedBy, Opinion = Reason });
        return this;
    }

    /// <returns>Whether the move was allowed; if not, nothing changed.</returns>
    internal bool Move(PriceNoticeAction action, bool isCity, PriceNoticeStep step)
    {
        if (Next(State, action, isCity) is not { } next) return false;
        Steps.Add(step.Between(Id, State, next));
        (State, ChangedAt) = (next, step.At);
        return true;
    }

    /// <summary>Once escalated, only the city acts; the supplier and a corrected price end it at any time.</summary>
    internal static PriceNoticeState? Next(PriceNoticeState from, PriceNoticeAction action, bool isCity) => (from, action) switch
    {
        (PriceNoticeState.Corrected or PriceNoticeState.Replaced, _) => null,
        (_, PriceNoticeAction.Correct) => PriceNoticeState.Corrected,
        (_, PriceNoticeAction.Replace) => PriceNoticeState.Replaced,
        (PriceNoticeState.Accepted, _) => null,
        (PriceNoticeState.Open or PriceNoticeState.ProofAsked or PriceNoticeState.CorrectionAsked, PriceNoticeAction.Answer) => PriceNoticeState.Answered,
        (_, PriceNoticeAction.Answer) => null,
        (PriceNoticeState.Escalated, _) when !isCity => null,
        (_, PriceNoticeAction.Accept) => PriceNoticeState.Accepted,
        (not PriceNoticeState.ProofAsked, PriceNoticeAction.AskProof) => PriceNoticeState.ProofAsked,
        (not PriceNoticeState.CorrectionAsked, PriceNoticeAction.AskCorrection) => PriceNoticeState.CorrectionAsked,
        (not PriceNoticeState.Escalated, PriceNoticeAction.Escalate) when !isCity => PriceNoticeState.Escalated,
        _ => null,
    };
}

/// <summary>One move of a notice: who, when, with which words and paper.</summary>
internal sealed class PriceNoticeStep
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid NoticeId { get; init; }

    public PriceNoticeState? FromState { get; init; }

    public PriceNoticeState ToState { get; init; }

    public DateTimeOffset At { get; init; }

    public Guid ActorId { get; init; }

    public string? Opinion { get; init; }

    public Guid? FileId { get; init; }

    public string? FileName { get; init; }

    internal PriceNoticeStep Between(Guid notice, PriceNoticeState from, PriceNoticeState to) => new()
    {
        NoticeId = notice,
        FromState = from,
        ToState = to,
        At = At,
        ActorId = ActorId,
        Opinion = Opinion,
        FileId = FileId,
        FileName = FileName,
    };
}

internal sealed class PriceNoticeMapping : IEntityTypeConfiguration<PriceNotice>, IEntityTypeConfiguration<PriceNoticeStep>
{
    public void Configure(EntityTypeBuilder<PriceNotice> builder)
    {
        builder.ToTable("price_notice");
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Ignore(row => row.IsLive);
        builder.Property<uint>("Version").IsRowVersion();
        builder.HasOne<Product>().WithMany().HasForeignKey(row => row.ProductId);
        builder.HasOne<Supplier>().WithMany().HasForeignKey(row => row.SupplierId);
        builder.HasOne<PriceReference>().WithMany().HasForeignKey(row => row.ReferenceId);
        builder.HasMany(row => row.Steps).WithOne().HasForeignKey(step => step.NoticeId);
    }

    public void Configure(EntityTypeBuilder<PriceNoticeStep> builder)
    {
        builder.ToTable("price_notice_step");
        builder.Property(row => row.Id).ValueGeneratedNever();
    }
}
