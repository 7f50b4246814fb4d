using Marketplace.Catalog.Contracts;
using Marketplace.Kernel;
using Marketplace.Programme.Claims;
using Marketplace.Programme.Contracts;
using Marketplace.Programme.Data;
using Marketplace.Programme.Sales;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Programme.CheckClaim;

/// <summary>What a claim writes into the ledger when it counts and when it is adjusted.</summary>
internal static class ClaimFacts
{
    internal static async Task Count(Claim claim, ProgrammeDb db, IRecognitionRegister register, DateTimeOffset now, CancellationToken cancellation)
    {
        var recognised = claim.ProductId is { } product && (await register.On([product], claim.SoldOn, cancellation)).Any(standing => standing.IsRecognised);
        var origin = RegionCode.Parse(claim.OriginRegion);
        var fact = new SaleFact
        {
            Kind = FactKind.Sale,
            Source = FactSource.Claim,
            SourceId = claim.Id,
            LineId = claim.Id,
            SoldOn = claim.SoldOn,
            OriginRegion = claim.OriginRegion,
            OriginCounty = (origin.County ?? origin).Value,
            BuyerName = claim.BuyerName,
            BuyerRegion = claim.BuyerRegion,
            BuyerKind = claim.BuyerKind,
            SupplierName = claim.SupplierName,
            ProductId = claim.ProductId,
            ProductName = claim.ProductName,
            Category = claim.Category,
            Channel = claim.Channel,
            Mode = claim.Mode,
            Series = claim.Series,
            IsRecognised = recognised,
            AmountFen = claim.AmountFen,
            MassGrams = claim.MassGrams,
            Orders = 1,
            ClaimId = claim.Id,
            CountedAt = now,
        };
        db.Add(fact);
        db.Publish(new SaleCounted { OccurredAt = now, FactId = fact.Id, Origin = origin, AmountFen = fact.AmountFen });
    }

    /// <summary>更正: the sums fall by a fact of their own; what was counted stays readable.</summary>
    internal static async Task Reverse(Claim claim, ProgrammeDb db, DateTimeOffset now, CancellationToken cancellation)
    {
        var counted = await db.Set<SaleFact>().AsNoTracking().SingleAsync(fact => fact.Source == FactSource.Claim && fact.SourceId == claim.Id && fact.Kind == FactKind.Sale, cancellation);
        db.Add(new SaleFact
        {
            Kind = FactKind.Reversal,
            Source = counted.Source,
            SourceId = counted.SourceId,
            LineId = counted.LineId,
            SoldOn = counted.SoldOn,
            OriginRegion = counted.OriginRegion,
            OriginCounty = counted.OriginCounty,
            BuyerName = counted.BuyerName,
            BuyerRegion = counted.BuyerRegion,
            BuyerKind = counted.BuyerKind,
            SupplierName = counted.SupplierName,
            ProductId = counted.ProductId,
            ProductName = counted.ProductName,
            Category = counted.Category,
            Channel = counted.Channel,
            Mode = counted.Mode,
            Series = counted.Series,
            IsRecognised = counted.IsRecognised,
            AmountFen = -counted.AmountFen,
            MassGrams = -counted.MassGrams,
            Orders = -counted.Orders,
            ClaimId = claim.Id,
            CountedAt = now,
        });
    }
}
