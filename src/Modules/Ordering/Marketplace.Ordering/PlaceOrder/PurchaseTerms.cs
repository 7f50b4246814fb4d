using Marketplace.Accounts.Contracts;
using Marketplace.Kernel;
using Marketplace.Ordering.Data;
using Marketplace.Ordering.Orders;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Marketplace.Programme.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Ordering.PlaceOrder;

/// <summary>For whom, on whose budget, through which channel and where to.</summary>
internal sealed record Terms(Guid? OrganisationId, Guid? BudgetUnitId, string ChannelCode, string SalesModeCode, RegionCode Destination);

/// <summary>Tests what an order says beside its goods.</summary>
internal sealed class PurchaseTerms(
    OrderingDb db, IOrganisationDirectory organisations, IRegionDirectory regions, IProgrammeVocabulary vocabulary, TimeProvider clock)
{
    private static readonly Problem UnknownChannel = Problem.Invalid(
        "unknown-channel", "没有这个渠道，或今天不能用。请从列表里选。", "There is no such channel today. Pick one from the list.", "channelCode");

    private static readonly Problem UnknownMode = Problem.Invalid(
        "unknown-sales-mode", "没有这种销售方式，或今天不能用。请从列表里选。", "There is no such sales mode today. Pick one from the list.", "salesModeCode");

    private static readonly Problem ForeignBudget = Problem.Invalid(
        "budget-unit-not-yours", "不能用这个预算单位。请选本单位、主管单位或下属单位。", "This budget unit is not open to you. Choose your own, your supervising unit or a unit you supervise.", "budgetUnitId");

    private static readonly Problem NotRecognised = Problem.Conflict(
        "recognition-expired", "这个渠道只能买在认定有效期内的帮扶产品。请去掉过期的商品，或换渠道。", "This channel takes only products whose recognition is in force. Take the others off, or choose another channel.");

    /// <returns>The buying organisation, or why the terms do not hold.</returns>
    public async Task<(OrganisationCard? Buyer, Problem? Problem)> Check(Terms terms, Actor actor, CancellationToken cancellation)
    {
        if (actor.ActingFor(terms.OrganisationId, Role.Buyer) is not { } buyerId) return (null, OrderProblems.NoOrganisation);
        if (await organisations.Find(buyerId, cancellation) is not { } buyer) return (null, OrderProblems.NoOrganisation);
        if (terms.BudgetUnitId is { } unit && !await MayBook(buyer, unit, cancellation)) return (null, ForeignBudget);
        var today = clock.Today();
        if (!(await vocabulary.ChannelsOn(today, cancellation)).Any(entry => entry.Code == terms.ChannelCode)) return (null, UnknownChannel);
        if (!(await vocabulary.SalesModesOn(today, cancellation)).Any(entry => entry.Code == terms.SalesModeCode)) return (null, UnknownMode);
        return regions.Find(terms.Destination) is null ? (null, OrderProblems.UnknownRegion) : (buyer, null);
    }

    /// <summary>Whether an organisation may book orders to a budget unit: its own, its supervising unit's, or one it supervises.</summary>
    public async Task<bool> MayBook(OrganisationCard buyer, Guid unit, CancellationToken cancellation) =>
        unit == buyer.Id || unit == buyer.SupervisingUnitId || (await organisations.Find(unit, cancellation))?.SupervisingUnitId == buyer.Id;

    public async Task<Problem?> MayBook(Guid buyerId, Guid unit, CancellationToken cancellation) =>
        await organisations.Find(buyerId, cancellation) is { } buyer && await MayBook(buyer, unit, cancellation) ? null : ForeignBudget;

    /// <summary>Some channels, by their dated rule, take recognised products only.</summary>
    public async Task<Problem?> CheckRecognition(string channel, IReadOnlyList<PricedBasket> baskets, CancellationToken cancellation)
    {
        var unrecognised = baskets.SelectMany(basket => basket.Lines).Where(line => !line.IsRecognised).ToList();
        if (unrecognised.Count == 0) return null;
        var today = clock.Today();
        var isNeeded = await db.Set<ChannelRule>().AnyAsync(
            rule => rule.ChannelCode == channel && rule.NeedsRecognised && rule.ValidFrom <= today && (rule.ValidTo == null || rule.ValidTo >= today), cancellation);
        return isNeeded
            ? NotRecognised.With("lines", unrecognised.Select(line => new { line.Offer.PackId, line.Offer.ProductName, line.Recognition?.ValidTo }).ToList())
            : null;
    }
}
