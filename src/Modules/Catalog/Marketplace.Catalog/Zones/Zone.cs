using Marketplace.Accounts.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Catalog.Zones;

/// <summary>How a zone's goods are put in order after the pinned ones.</summary>
internal enum ZoneOrder
{
    Sales,

    PricePerKg,

    Newest,
}

/// <summary>专区: goods a rule finds, with some pinned to the top and some left out. Several rules all have to hold; an empty one holds for everything.</summary>
internal sealed class Zone
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public string Name { get; set; } = string.Empty;

    public string? NameEn { get; set; }

    public string? Intro { get; set; }

    public string? IntroEn { get; set; }

    /// <summary>The city whose official curates it; nothing for one of the platform's.</summary>
    public string? RegionCode { get; init; }

    public ZoneRule Rule { get; set; } = new();

    /// <summary>First, in this order, while on sale.</summary>
    public Guid[] PinnedIds { get; set; } = [];

    public Guid[] ExcludedIds { get; set; } = [];

    public ZoneOrder Order { get; set; }

    public DateOnly StartsOn { get; set; }

    /// <summary>Nothing for a zone that stays.</summary>
    public DateOnly? EndsOn { get; set; }

    public bool IsPublic { get; set; }

    /// <summary>Kinds of purchasers who see it; everyone when empty.</summary>
    public string[] Audience { get; set; } = [];

    /// <summary>Place among the zones, smallest first.</summary>
    public int Position { get; set; }

    public Guid ChangedBy { get; set; }

    public DateTimeOffset ChangedAt { get; set; }
}

/// <summary>What goods a zone takes.</summary>
/// <param name="Category">A category or its branch.</param>
/// <param name="Regions">Six digits each; goods of any of them.</param>
/// <param name="KeyCounties">Only 重点帮扶县.</param>
internal sealed record ZoneRule(
    string? Category = null, IReadOnlyList<string>? Regions = null, bool KeyCounties = false, bool Recognised = false, bool InSeason = false, bool InStock = false,
    long? MinFenPerKg = null, long? MaxFenPerKg = null, OrganisationKind? SupplierKind = null);

internal sealed class ZoneMapping : IEntityTypeConfiguration<Zone>
{
    public void Configure(EntityTypeBuilder<Zone> builder)
    {
        builder.ToTable("zone");
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property<uint>("Version").IsRowVersion();
        builder.Property(row => row.Rule).HasColumnType("jsonb").HasConversion(
            rule => System.Text.Json.JsonSerializer.Serialize(rule, Json), text => System.Text.Json.JsonSerializer.Deserialize<ZoneRule>(text, Json)!);
    }

    private static readonly System.Text.Json.JsonSerializerOptions Json = new(System.Text.Json.JsonSerializerDefaults.Web)
    {
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter() },
    };
}
