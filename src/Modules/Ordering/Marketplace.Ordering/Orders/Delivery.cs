using FluentValidation;
using Marketplace.Kernel;
using Marketplace.Platform.Http;

namespace Marketplace.Ordering.Orders;

/// <summary>Where the goods go and who receives them.</summary>
internal sealed record Delivery(string Recipient, string Phone, RegionCode RegionCode, string Address);

internal sealed class DeliveryValidator : AbstractValidator<Delivery>
{
    public DeliveryValidator()
    {
        RuleFor(delivery => delivery.Recipient).NotEmpty().MaximumLength(60);
        RuleFor(delivery => delivery.Phone).NotEmpty().MaximumLength(20).Matches(@"^\+?[0-9][0-9 \-]{5,18}$")
            .Because("phone", "电话号码不对。请填手机号或带区号的座机。", "The phone number is not right. Enter a mobile number, or a landline with its area code.");
        RuleFor(delivery => delivery.Address).NotEmpty().MaximumLength(200);
    }
}

internal sealed class WishedLineValidator : AbstractValidator<WishedLine>
{
    /// <summary>Packs in one line; more is a mistake or an attack.</summary>
    public const int MostPacks = 100_000;

    public WishedLineValidator()
    {
        RuleFor(line => line.PackId).NotEmpty();
        RuleFor(line => line.Quantity).InclusiveBetween(1, MostPacks)
            .Because("quantity-out-of-range", "数量要在1到100000之间。请改数量。", "The quantity must be between 1 and 100,000. Change it.");
        RuleFor(line => line.UnitPriceFen).GreaterThan(0).When(line => line.UnitPriceFen is not null);
    }
}
