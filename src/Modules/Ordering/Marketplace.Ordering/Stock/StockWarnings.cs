using Marketplace.Ordering.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Ordering.Stock;

/// <summary>库存提醒: when a supplier wants to be warned.</summary>
internal sealed class StockWarningRule
{
    /// <summary>For suppliers that never said: a shop sells twenty boxes in a few days, and a week is left to sell what ends.</summary>
    internal const int UsualLowPacks = 20;

    internal const int UsualExpiryDays = 7;

    public Guid SupplierId { get; init; }

    /// <summary>快卖完: fewer packs than this are few.</summary>
    public int LowPacks { get; init; }

    /// <summary>快过期: a lot that is to be sold within so many days ends soon.</summary>
    public int ExpiryDays { get; init; }

    public Guid ChangedBy { get; init; }

    public DateTimeOffset ChangedAt { get; init; }
}

internal static class StockWarnings
{
    /// <summary>Lots of which something can still be sold, but not for long.</summary>
    internal static IQueryable<StockLot> Expiring(this IQueryable<StockLot> lots, OrderingDb db, DateOnly today) =>
        from lot in lots
        join pack in db.Set<StockPack>() on lot.PackId equals pack.PackId
        join rule in db.Set<StockWarningRule>() on pack.SupplierId equals rule.SupplierId into rules
        from rule in rules.DefaultIfEmpty()
        where lot.Available > 0 && !lot.IsStopped && !lot.IsExpected && lot.BestBefore >= today
            && lot.BestBefore <= today.AddDays(rule == null ? StockWarningRule.UsualExpiryDays : rule.ExpiryDays)
        select lot;

    /// <summary>Packs of these lots of which few are left, the fewest first.</summary>
    internal static IQueryable<LowPack> Low(this IQueryable<StockLot> lots, OrderingDb db, DateOnly today) =>
        from pack in db.Set<StockPack>()
        join rule in db.Set<StockWarningRule>() on pack.SupplierId equals rule.SupplierId into rules
        from rule in rules.DefaultIfEmpty()
        where lots.Any(lot => lot.PackId == pack.PackId)
        let left = lots.Where(lot => lot.PackId == pack.PackId && !lot.IsStopped && (lot.BestBefore == null || lot.BestBefore >= today)).Sum(lot => lot.Available)
        where left < (rule == null ? StockWarningRule.UsualLowPacks : rule.LowPacks)
        orderby left, pack.PackId
        select new LowPack(pack.PackId, left);

    internal sealed record LowPack(Guid PackId, int Left);
}

internal sealed class StockWarningRuleMapping : IEntityTypeConfiguration<StockWarningRule>
{
    public void Configure(EntityTypeBuilder<StockWarningRule> builder)
    {
        builder.ToTable("stock_warning_rule");
        builder.HasKey(row => row.SupplierId);
        builder.Property(row => row.SupplierId).ValueGeneratedNever();
    }
}
