using Marketplace.Accounts.Contracts;
using Marketplace.Catalog.Papers;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Catalog.Suppliers;

/// <summary>
/// 供应商: an organisation admitted, or applying, to sell. Its id is the organisation's; name and place are what they were at application.
/// </summary>
internal sealed class Supplier
{
    public Guid Id { get; init; }

    public string Name { get; private set; } = string.Empty;

    public string? NameEn { get; private set; }

    public OrganisationKind Kind { get; private set; }

    /// <summary>Where it is registered; its goods must come from this county.</summary>
    public string RegionCode { get; private set; } = string.Empty;

    public string? Introduction { get; set; }

    public string? IntroductionEn { get; set; }

    public SupplierState State { get; private set; }

    public DateTimeOffset AppliedAt { get; private set; }

    public DateTimeOffset ChangedAt { get; private set; }

    public bool IsDemonstration { get; init; }

    public List<SupplierStep> Steps { get; } = [];

    /// <summary>Whether the suspension came by itself when a paper ran out; then it also ends by itself.</summary>
    public bool IsSuspendedForPapers { get; private set; }

    public List<SupplierPaper> Papers { get; } = [];

    /// <summary>The county it is registered in.</summary>
    public RegionCode County => Kernel.RegionCode.Parse(RegionCode).County!.Value;

    internal static Supplier Apply(OrganisationCard organisation, Guid actor, DateTimeOffset now)
    {
        var supplier = new Supplier { Id = organisation.Id, IsDemonstration = organisation.IsDemonstration, State = SupplierState.Applied, AppliedAt = now, ChangedAt = now };
        supplier.Describe(organisation);
        supplier.Steps.Add(new SupplierStep { SupplierId = supplier.Id, ToState = SupplierState.Applied, At = now, ActorId = actor });
        return supplier;
    }

    /// <summary>Applies anew after a refusal or removal.</summary>
    /// <returns>Whether that was allowed.</returns>
    internal bool ApplyAgain(OrganisationCard organisation, Guid actor, DateTimeOffset now)
    {
        if (!Move(SupplierAction.Apply, actor, now, null)) return false;
        Describe(organisation);
        AppliedAt = now;
        return true;
    }

    /// <returns>Whether the move was allowed; if not, nothing changed.</returns>
    internal bool Move(SupplierAction action, Guid actor, DateTimeOffset now, string? reason)
    {
        // What came by itself when a paper ran out would end by itself too: an official may make it a suspension of its own.
        var takesOver = action == SupplierAction.Suspend && IsSuspendedForPapers;
        if ((takesOver ? SupplierState.Suspended : SupplierMoves.Next(State, action)) is not { } next) return false;
        // Why goods left the shop is told in public; why an application failed is between the supplier and the office.
        var isPublic = action is SupplierAction.Suspend or SupplierAction.Remove;
        Steps.Add(new SupplierStep { SupplierId = Id, FromState = State, ToState = next, At = now, ActorId = actor, Reason = reason, IsPublic = isPublic });
        State = next;
        IsSuspendedForPapers = false;
        ChangedAt = now;
        return true;
    }

    /// <summary>证照过期自动暂停.</summary>
    /// <returns>Whether it was selling.</returns>
    internal bool SuspendForPapers(DateTimeOffset now, string reason) =>
        !IsSuspendedForPapers && Move(SupplierAction.Suspend, Actor.System.PersonId, now, reason) && (IsSuspendedForPapers = true);

    private void Describe(OrganisationCard organisation)
    {
        Name = organisation.Name;
        NameEn = organisation.NameEn;
        Kind = organisation.Kind;
        RegionCode = organisation.Region.Value;
    }
}

/// <summary>One move of an admission: who, when, why.</summary>
internal sealed class SupplierStep
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid SupplierId { get; init; }

    public SupplierState? FromState { get; init; }

    public SupplierState ToState { get; init; }

    public DateTimeOffset At { get; init; }

    public Guid ActorId { get; init; }

    public string? Reason { get; init; }

    /// <summary>Whether everybody may read the reason.</summary>
    public bool IsPublic { get; init; }
}

internal sealed class SupplierMapping : IEntityTypeConfiguration<Supplier>, IEntityTypeConfiguration<SupplierStep>
{
    public void Configure(EntityTypeBuilder<Supplier> builder)
    {
        builder.ToTable("supplier");
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Ignore(row => row.County);
        builder.Property<uint>("Version").IsRowVersion();
        builder.HasMany(row => row.Steps).WithOne().HasForeignKey(step => step.SupplierId);
        builder.HasMany(row => row.Papers).WithOne().HasForeignKey(paper => paper.SupplierId);
    }

    public void Configure(EntityTypeBuilder<SupplierStep> builder)
    {
        builder.ToTable("supplier_step");
        builder.Property(row => row.Id).ValueGeneratedNever();
    }
}
