using Marketplace.Accounts.Contracts;
using Marketplace.Catalog.Data;
using Marketplace.Catalog.Papers;
using Marketplace.Catalog.Suppliers;
using Marketplace.Kernel;

namespace Marketplace.Catalog.Demonstration;

/// <summary>The demonstration suppliers' papers: most hold, some end soon, one waits for the desk, one ran out. Numbers are invented and say so; there are no pictures.</summary>
internal sealed class DemonstrationPapers(CatalogDb db, TimeProvider clock)
{
    private static readonly Guid Official = StableId.From("person:fengjie");

    internal void Add(Supplier supplier, string key)
    {
        var today = clock.Today();
        var isRecommended = supplier.State is not SupplierState.Applied;
        foreach (var (kind, months) in NeededBy(supplier.Kind))
        {
            var end = supplier.State == SupplierState.Suspended && kind == "agency-contract" ? today.AddDays(-40) : months is { } many ? today.AddMonths(many) : (DateOnly?)null;
            Paper(supplier, key, kind, end, isRecommended);
        }

        switch (key)
        {
            case "fengjie-orange-coop":
                Paper(supplier, key, "food-licence", today.AddDays(18), isChecked: true);
                Paper(supplier, key, "origin-proof", today.AddMonths(9), isChecked: true);
                break;
            case "fengjie-wine-firm":
                Paper(supplier, key, "origin-proof", today.AddMonths(12), isChecked: false);
                break;
            case "fengjie-peach-farm":
                Paper(supplier, key, "food-licence", today.AddDays(5), isChecked: true);
                break;
            case "fengjie-pingan-coop":
                Paper(supplier, key, "origin-proof", today.AddDays(-3), isChecked: true);
                break;
        }
    }

    private static IEnumerable<(string Kind, int? Months)> NeededBy(OrganisationKind kind) => kind switch
    {
        OrganisationKind.FamilyFarm => [("farm-register", 16)],
        OrganisationKind.LeadingEnterprise => [("business-licence", null), ("leading-certificate", 20), ("food-licence", 30)],
        OrganisationKind.AgentTrader => [("business-licence", null), ("agency-contract", 13), ("food-licence", 26)],
        OrganisationKind.ServiceStation => [("village-statement", null)],
        _ => [("business-licence", null)],
    };

    private void Paper(Supplier supplier, string key, string kind, DateOnly? end, bool isChecked)
    {
        var paper = new SupplierPaper
        {
            Id = StableId.From($"supplier-paper:{key}/{kind}"),
            SupplierId = supplier.Id,
            Kind = kind,
            Number = kind is "village-statement" or "origin-proof" ? null : $"示例{StableId.From(key + kind).ToString()[..8].ToUpperInvariant()}",
            Issuer = kind is "business-licence" or "food-licence" ? "示例市场监督管理局" : "示例农业农村委",
            ValidFrom = end?.AddYears(-3),
            ValidTo = end,
            HandedAt = supplier.AppliedAt,
            HandedBy = Guid.Empty,
        };
        if (isChecked) paper.Check(supplier.Papers, Official, supplier.AppliedAt.AddDays(1));
        supplier.Papers.Add(paper);
        db.Add(paper);
    }
}
