using System.Text.Json;
using Marketplace.Accounts.Contracts;
using Marketplace.Catalog.Data;
using Marketplace.Catalog.Prices;
using Marketplace.Catalog.Yields;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Marketplace.Platform.Imports;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Catalog.ImportYieldCeilings;

/// <summary>
/// 导入产量上限: a yearbook's table of what a mu, an animal or a kilogram of raw goods yields. Ceilings are added, never changed: lots were
/// reckoned against them. The same table twice changes nothing; another figure from the same day is told as a mistake.
/// </summary>
internal sealed class YieldCeilingImport(IRegionDirectory regions, CategoryNames categories, TimeProvider clock) : IImport<CatalogDb, YieldCeilingRow>
{
    /// <summary>The regions the official acted in when the file was handed in.</summary>
    private sealed record Reach(IReadOnlyList<string> Regions);

    public string Kind => "yield-ceilings";

    public string SheetName => "产量上限";

    public ImportColumns<YieldCeilingRow> Columns => YieldCeilingColumns.All;

    public string KeyOf(YieldCeilingRow row) => row.Region.Length == 0 || row.Category.Length == 0
        ? string.Empty
        : string.Join('\n', row.Region, row.Category, ProduceWords.Fold(row.CropName), row.Basis, row.ValidFrom?.ToString("O"));

    public string GroupOf(YieldCeilingRow row) => string.Empty;

    public string TitleOf(YieldCeilingRow row) => $"{row.Region} {(row.CropName.Length > 0 ? row.CropName : row.Category)}".Trim();

    public Task<(ImportScope? Scope, Problem? Problem)> Open(ImportChoice choice, Actor actor, CancellationToken cancellation)
    {
        var reach = new Reach([.. actor.RegionsAs(Role.CountyOfficial, Role.CityOfficial).Select(region => region.Value)]);
        return Task.FromResult<(ImportScope?, Problem?)>(reach.Regions.Count == 0 ? (null, Problems.Forbidden) : (new ImportScope(null, JsonSerializer.Serialize(reach)), null));
    }

    public async Task<IReadOnlyList<TemplateList>> Lists(ImportScope scope, CancellationToken cancellation) =>
    [
        new TemplateList("区县", ["区县"], [30], [.. Own(scope.Data).Select(region => (IReadOnlyList<object?>)[$"{region.Code.Value} {region.Name}"])], "regionCode"),
        new TemplateList("品类", ["品类", "代码"], [20, 24], [.. (await categories.All(cancellation)).Select(category => (IReadOnlyList<object?>)[category.Value, category.Key])], "categoryCode"),
    ];

    public async Task<Problem?> Weigh(ImportBatch<YieldCeilingRow> batch, CatalogDb db, CancellationToken cancellation)
    {
        var (own, names) = (Own(batch.Run.Data), await categories.All(cancellation));
        var rows = batch.Groups.SelectMany(group => group).Select(row => (Row: row, Ceiling: CeilingOf(row, own, names, batch.Run.PersonId))).ToList();
        var words = rows.Where(pair => pair.Ceiling is not null).Select(pair => pair.Ceiling!.Word).Distinct().ToList();
        var known = await db.Set<YieldCeiling>().AsNoTracking().Where(row => words.Contains(row.Word)).ToListAsync(cancellation);
        var byKey = known.ToDictionary(KeyOf);
        foreach (var (row, ceiling) in rows)
        {
            if (ceiling is null) continue;
            if (!byKey.TryGetValue(KeyOf(ceiling), out var before))
            {
                row.State = ImportRowState.New;
                byKey.Add(KeyOf(ceiling), ceiling);
                if (batch.Applies) db.Add(ceiling);
            }
            else if ((before.GramsPerUnit, before.ValidTo) == (ceiling.GramsPerUnit, ceiling.ValidTo))
            {
                row.State = ImportRowState.Unchanged;
            }
            else
            {
                var kilograms = before.GramsPerUnit / 1000m;
                row.Fail("gramsPerUnit", "ceiling-exists", new(
                    $"同一天已有这个上限，是{kilograms:0.###}公斤。上限不改只加：请换一个生效日期。",
                    $"From this day there is a ceiling already, of {kilograms:0.###} kg. Ceilings are added, not changed: use another date."));
            }
        }

        return null;
    }

    /// <returns>The ceiling that a row says, or nothing when the row was found wrong.</returns>
    private YieldCeiling? CeilingOf(ImportRow<YieldCeilingRow> row, IReadOnlyList<Region> own, IReadOnlyDictionary<string, string> names, Guid person)
    {
        var value = row.Value;
        var region = own.FirstOrDefault(one => value.Region == one.Code.Value || value.Region == one.Name || value.Region == $"{one.Code.Value} {one.Name}");
        if (region is null) row.Fail("regionCode", "region-unknown", new("没有这个区县，或不归您管。请从工作表“区县”里选。", "There is no such county, or it is not yours. Choose one from the sheet 区县."));
        var category = names.ContainsKey(value.Category) ? value.Category : names.FirstOrDefault(one => one.Value == value.Category).Key;
        if (category is null) row.Fail("categoryCode", "category-unknown", new("没有这个品类。请从工作表“品类”里选。", "There is no such category. Choose one from the sheet 品类."));
        if (value.ValidTo < value.ValidFrom) row.Fail("validTo", "dates-reversed", new("截止早于生效。请改正。", "The end is before the start. Correct it."));
        if (row.Faults.Count > 0) return null;
        return new YieldCeiling
        {
            RegionCode = region!.Code.Prefix,
            CategoryCode = category!,
            CropName = value.CropName,
            Word = ProduceWords.Fold(value.CropName),
            Basis = value.Basis,
            GramsPerUnit = value.GramsPerUnit,
            Source = value.Source,
            ValidFrom = value.ValidFrom!.Value,
            ValidTo = value.ValidTo,
            SetBy = person,
            SetAt = clock.GetUtcNow(),
        };
    }

    private static (string, string, string, Plots.YieldBasis, DateOnly) KeyOf(YieldCeiling row) => (row.RegionCode, row.CategoryCode, row.Word, row.Basis, row.ValidFrom);

    /// <summary>The places an official sets ceilings for: its counties, and the city as a whole when it is the city's.</summary>
    private List<Region> Own(string data) =>
    [
        .. JsonSerializer.Deserialize<Reach>(data)!.Regions.Select(RegionCode.Parse).Where(code => code.Level <= RegionLevel.County)
            .SelectMany(code => regions.Find(code) is { } own ? code.Level == RegionLevel.County ? [own] : [own, .. regions.CountiesOf(code)] : Array.Empty<Region>())
            .DistinctBy(region => region.Code),
    ];
}
