using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Ordering.Orders;

internal sealed class OrderMapping : IEntityTypeConfiguration<Order>
{
    public void Configure(EntityTypeBuilder<Order> builder)
    {
        builder.ToTable("orders");
        builder.Property(order => order.Id).ValueGeneratedNever();
        builder.Property(order => order.Number).HasMaxLength(20);
        builder.HasIndex(order => order.Number).IsUnique();
        builder.Property(order => order.BuyerName).HasMaxLength(200);
        builder.Property(order => order.BuyerRegion).HasMaxLength(12);
        builder.Property(order => order.SupplierName).HasMaxLength(200);
        builder.Property(order => order.ChannelCode).HasMaxLength(40);
        builder.Property(order => order.SalesModeCode).HasMaxLength(40);
        builder.Property(order => order.Recipient).HasMaxLength(60);
        builder.Property(order => order.Phone).HasMaxLength(20);
        builder.Property(order => order.DeliveryRegion).HasMaxLength(12);
        builder.Property(order => order.Address).HasMaxLength(200);
        builder.Property(order => order.Note).HasMaxLength(500);
        builder.Property<uint>("Version").IsRowVersion();
        builder.Ignore(order => order.TotalFen).Ignore(order => order.IsShippingDone).Ignore(order => order.IsPartlyShipped).Ignore(order => order.IsShipped);
        builder.HasMany(order => order.Lines).WithOne().HasForeignKey(line => line.OrderId).OnDelete(DeleteBehavior.NoAction);
        builder.HasMany(order => order.History).WithOne().HasForeignKey(entry => entry.OrderId).OnDelete(DeleteBehavior.NoAction);
        builder.Navigation(order => order.Lines).UsePropertyAccessMode(PropertyAccessMode.Field);
        builder.Navigation(order => order.History).UsePropertyAccessMode(PropertyAccessMode.Field);
    }
}

internal sealed class OrderLineMapping : IEntityTypeConfiguration<OrderLine>
{
    public void Configure(EntityTypeBuilder<OrderLine> builder)
    {
        builder.ToTable("order_line");
        builder.Property(line => line.Id).ValueGeneratedNever();
        builder.Property(line => line.ProductName).HasMaxLength(200);
        builder.Property(line => line.PackName).HasMaxLength(100);
        builder.Property(line => line.CategoryCode).HasMaxLength(60);
        builder.Property(line => line.Origin).HasMaxLength(12);
        builder.Property(line => line.CampaignName).HasMaxLength(60);
        builder.HasIndex(line => new { line.OrderId, line.PackId }).IsUnique();
        builder.Ignore(line => line.AmountFen).Ignore(line => line.AcceptedFen).Ignore(line => line.RejectedFen).Ignore(line => line.Open);
    }
}

internal sealed class OrderHistoryMapping : IEntityTypeConfiguration<OrderHistoryEntry>
{
    public void Configure(EntityTypeBuilder<OrderHistoryEntry> builder)
    {
        builder.ToTable("order_history");
        builder.Property(entry => entry.Id).ValueGeneratedNever();
        builder.Property(entry => entry.Reason).HasMaxLength(500);
    }
}
