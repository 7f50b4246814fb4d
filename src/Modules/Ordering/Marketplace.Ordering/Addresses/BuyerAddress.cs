using Marketplace.Ordering.Data;
using Marketplace.Ordering.Orders;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Ordering.Addresses;

/// <summary>收货地址: where an organisation has goods delivered, for all its buyers.</summary>
internal sealed class BuyerAddress
{
    public const int Most = 50;

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid BuyerId { get; init; }

    /// <summary>What the organisation calls it: 南校区食堂.</summary>
    public string? Label { get; set; }

    public required string Recipient { get; set; }

    public required string Phone { get; set; }

    public required string Region { get; set; }

    public required string Address { get; set; }

    /// <summary>常用: proposed first. At most one of an organisation.</summary>
    public bool IsUsual { get; set; }

    public DateTimeOffset UsedAt { get; set; }

    public Guid SavedBy { get; set; }
}

internal static class AddressBook
{
    /// <summary>Notes that goods were ordered to an address; keeps one that is not in the book when <paramref name="keep"/> says so and there is room.</summary>
    public static Task<int> Use(OrderingDb db, Guid buyerId, Delivery delivery, bool keep, Guid personId, DateTimeOffset at, CancellationToken cancellation) =>
        keep
            ? db.Database.ExecuteSqlAsync($"""
                INSERT INTO buyer_address (id, buyer_id, recipient, phone, region, address, used_at, saved_by)
                SELECT {Guid.CreateVersion7()}, {buyerId}, {delivery.Recipient}, {delivery.Phone}, {delivery.RegionCode.Value}, {delivery.Address}, {at}, {personId}
                WHERE (SELECT count(*) FROM buyer_address WHERE buyer_id = {buyerId}) < {BuyerAddress.Most}
                ON CONFLICT ON CONSTRAINT buyer_address_one DO UPDATE SET used_at = excluded.used_at
                """, cancellation)
            : db.Set<BuyerAddress>().Where(row => row.BuyerId == buyerId && row.Recipient == delivery.Recipient && row.Phone == delivery.Phone
                && row.Region == delivery.RegionCode.Value && row.Address == delivery.Address).ExecuteUpdateAsync(set => set.SetProperty(row => row.UsedAt, at), cancellation);
}

internal sealed class BuyerAddressMapping : IEntityTypeConfiguration<BuyerAddress>
{
    public void Configure(EntityTypeBuilder<BuyerAddress> builder)
    {
        builder.ToTable("buyer_address");
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.Label).HasMaxLength(40);
        builder.Property(row => row.Recipient).HasMaxLength(60);
        builder.Property(row => row.Phone).HasMaxLength(20);
        builder.Property(row => row.Region).HasMaxLength(12);
        builder.Property(row => row.Address).HasMaxLength(200);
        builder.HasIndex(row => new { row.BuyerId, row.Recipient, row.Phone, row.Region, row.Address }).IsUnique().HasDatabaseName("buyer_address_one");
    }
}
