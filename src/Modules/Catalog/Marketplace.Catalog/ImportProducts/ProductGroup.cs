using Marketplace.Catalog.Products;
using Marketplace.Platform.Http;
using Marketplace.Platform.Imports;

namespace Marketplace.Catalog.ImportProducts;

/// <summary>From the rows of one product to the product as it would be handed in, and from what is wrong with that back to the cells.</summary>
internal static class ProductGroup
{
    private static readonly ProductBodyValidator Validator = new();

    /// <summary>Columns that tell of the pack; the others tell of its product and stand on each row alike.</summary>
    private static readonly HashSet<string> PackColumns = ["packCode", "packName", "unit", "massGrams", "priceFen", "tiers", "pieces", "soldBy", "variant", "packNameEn"];

    /// <summary>Puts words into their one form, and tells what is new, changed or as before.</summary>
    /// <returns>Whether the product has to be written.</returns>
    internal static bool Prepare(IReadOnlyList<ImportRow<ProductRow>> group, Product? product, ProductLists lists)
    {
        var isDifferent = false;
        foreach (var row in group)
        {
            if (row.Value.PackCode.Length == 0) row.Value.PackCode = "1";
            var pack = product?.Packs.Find(pack => pack.Code == row.Value.PackCode && !pack.IsWithdrawn);
            lists.Name(row);
            if (product is not null) row.Inherit(ProductColumns.All, lists.RowOf(product, pack));
            if (row.Faults.Count > 0) continue;
            if (pack is null) row.State = ImportRowState.New;
            else row.Compare(ProductColumns.All, lists.RowOf(product!, pack));
            isDifferent |= row.State != ImportRowState.Unchanged;
            if (row != group[0] && DifferentColumn(group[0].Value, row.Value) is { } column)
                row.Fail(column.Key, "product-told-twice", new($"同一商品的几行里，“{column.Heading}”要一样。请和第{group[0].Number}行写成一样。", $"Rows of one product must agree here. Write the same as in row {group[0].Number}."));
        }

        return isDifferent && group.All(row => row.Faults.Count == 0);
    }

    private static ImportColumn<ProductRow>? DifferentColumn(ProductRow first, ProductRow row) => ProductColumns.All.All.FirstOrDefault(column =>
        !PackColumns.Contains(column.Key) && ImportColumns<ProductRow>.TextOf(column.Write(first)) != ImportColumns<ProductRow>.TextOf(column.Write(row)));

    /// <summary>The product as it would be handed in: the table's packs first, then those it does not name.</summary>
    internal static ProductBody Body(IReadOnlyList<ImportRow<ProductRow>> group, Product? product, ProductLists lists)
    {
        var row = group[0].Value;
        var packs = group.Select(line => new PackBody(
            line.Value.PackName, line.Value.MassGrams, line.Value.AllTiers, line.Value.Unit, Or(line.Value.PackNameEn), line.Value.Pieces,
            product?.Packs.Find(pack => pack.Code == line.Value.PackCode)?.Id, line.Value.SoldBy, Or(line.Value.Variant))).ToList();
        var before = product is null ? null : ProductBody.Of(product);
        packs.AddRange(before?.Packs.Where(pack => !packs.Exists(named => named.PackId == pack.PackId)) ?? []);
        return new ProductBody(
            row.Name, lists.CategoryCode(row.Category) ?? row.Category, lists.OriginCode(row.Origin) ?? row.Origin, row.SeasonFrom, row.SeasonTo, packs, row.Description, Or(row.NameEn),
            Or(row.DescriptionEn), row.ShelfLifeDays, row.Storage, row.MinQuantity, row.QuantityStep, row.Synonyms, before?.Pictures, row.HarvestWindows,
            row.Indication.Length == 0 ? null : new IndicationBody(row.Indication, Or(row.IndicationNumber), before?.Indication?.FileId), Or(lists.TaxCode(row.Tax) ?? row.Tax), row.ColdChain, Or(row.PriceReason));
    }

    internal static bool Check(ProductBody body, IReadOnlyList<ImportRow<ProductRow>> group)
    {
        var result = Validator.Validate(body);
        foreach (var failure in result.Errors.Take(20))
        {
            var problem = failure.ToField();
            var heading = ProductColumns.All.All.FirstOrDefault(column => column.Key == KeyOf(problem.Field))?.Heading ?? problem.Field;
            RowOf(problem.Field, group).Fail(KeyOf(problem.Field), problem.Code, new BothLanguages(Of(problem.Zh), Of(problem.En)));
            string Of(string sentence) => sentence.Replace($"“{problem.Field}”", $"“{heading}”", StringComparison.Ordinal);
        }

        return result.IsValid;
    }

    internal static void Tell(Problem problem, IReadOnlyList<ImportRow<ProductRow>> group)
    {
        var field = problem.Errors is [var first, ..] ? first.Field : string.Empty;
        RowOf(field, group).Fail(KeyOf(field), problem.Code, new BothLanguages(problem.Zh, problem.En));
    }

    /// <summary>packs[2].tiers[0].priceFen → the third row.</summary>
    private static ImportRow<ProductRow> RowOf(string field, IReadOnlyList<ImportRow<ProductRow>> group) =>
        field.StartsWith("packs[", StringComparison.Ordinal) && int.TryParse(field.AsSpan(6, field.IndexOf(']', StringComparison.Ordinal) - 6), out var at) && at < group.Count ? group[at] : group[0];

    private static string? KeyOf(string field)
    {
        var name = field.StartsWith("packs[", StringComparison.Ordinal) && field.Contains("].", StringComparison.Ordinal) ? field[(field.IndexOf("].", StringComparison.Ordinal) + 2)..] : field;
        if (field.StartsWith("packs[", StringComparison.Ordinal)) name = name switch { "name" => "packName", "nameEn" => "packNameEn", "tiers[0].priceFen" => "priceFen", _ => name.Split('[')[0] };
        name = name.Split('[')[0];
        return ProductColumns.All.All.Any(column => column.Key == name) ? name : null;
    }

    private static string? Or(string text) => text.Length == 0 ? null : text;
}
