using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Ordering.Orders;

/// <summary>What a channel (渠道) demands of the goods, in a span of dates.</summary>
internal sealed class ChannelRule
{
    public required string ChannelCode { get; init; }

    public DateOnly ValidFrom { get; init; }

    public DateOnly? ValidTo { get; init; }

    /// <summary>Only products recognised on the day of the order may be ordered.</summary>
    public bool NeedsRecognised { get; init; }
}

internal sealed class ChannelRuleMapping : IEntityTypeConfiguration<ChannelRule>
{
    public void Configure(EntityTypeBuilder<ChannelRule> builder)
    {
        builder.ToTable("channel_rule");
        builder.HasKey(rule => new { rule.ChannelCode, rule.ValidFrom });
        builder.Property(rule => rule.ChannelCode).HasMaxLength(40);
    }
}
