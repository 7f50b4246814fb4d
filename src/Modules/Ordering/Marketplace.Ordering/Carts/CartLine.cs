using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Ordering.Carts;

/// <summary>采购单: what a person means to order for an organisation. Prices are asked anew whenever it is shown.</summary>
internal sealed class CartLine
{
    public const int MostLines = 200;

    public Guid PersonId { get; init; }

    public Guid BuyerId { get; init; }

    public Guid PackId { get; init; }

    public int Quantity { get; set; }

    public DateTimeOffset AddedAt { get; init; }
}

internal sealed class CartLineMapping : IEntityTypeConfiguration<CartLine>
{
    public void Configure(EntityTypeBuilder<CartLine> builder)
    {
        builder.ToTable("cart_line");
        builder.HasKey(line => new { line.PersonId, line.BuyerId, line.PackId });
    }
}
