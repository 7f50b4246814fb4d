using System.Globalization;
using System.Text.Json;
using Marketplace.Accounts.Contracts;
using Marketplace.Kernel;
using Marketplace.Platform.Demonstration;
using Marketplace.Programme.Data;
using Marketplace.Programme.Programmes;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;

namespace Marketplace.Programme.Demonstration;

/// <summary>
/// The published programme of Chongqing 2020 with generated sales that add up to its totals, and a demonstration year for live orders.
/// Every generated sale and every target that nobody published is marked.
/// </summary>
internal sealed class ProgrammeDemonstration(ProgrammeDb db, TimeProvider clock) : IDemonstration
{
    private sealed record Text(string Zh, string En);

    private sealed record Source(string Id, string Title, string TitleEn);

    private sealed record FigureData(
        string Id, string PeriodFrom, string PeriodTo, string Kind, string Measure, string Cut, long? ValueFen, JsonElement? Value, string Unit, string Qualifier, string Source);

    private sealed record TargetData(string Cut, string? Channel, string RegionCode, long AmountFen, string? Qualifier, string? Source, bool Published, bool Demonstration);

    private sealed record ProgrammeData(
        string Key, Text Name, string RegionCode, DateOnly From, DateOnly To, DateOnly AsOf, bool Demonstration, string SalesFile, IReadOnlyList<TargetData> Targets);

    private sealed record ProductNames(IReadOnlyList<ProductName> Products);

    private sealed record ProductName(string Key, string Name);

    private sealed record CategoryNames(IReadOnlyList<CategoryName> Categories);

    private sealed record CategoryName(string Code, Text Name);

    private sealed record Data(IReadOnlyList<Source> Sources, IReadOnlyList<FigureData> Figures, IReadOnlyList<ProgrammeData> Programmes);

    public int Order => 50;

    public Type ContextType => typeof(ProgrammeDb);

    public async Task Load(DemonstrationFiles files, CancellationToken cancellation)
    {
        var data = await files.Read<Data>("programme.json", cancellation);
        var sources = data.Sources.ToDictionary(source => source.Id);
        foreach (var programme in data.Programmes) await AddProgramme(programme, sources, cancellation);
        await db.SaveChangesAsync(cancellation);
        foreach (var figure in data.Figures.Where(figure => figure.Id.StartsWith("cq2020", StringComparison.Ordinal))) AddFigure(figure, sources[figure.Source]);
        DemonstrationCoverage.Add(db, clock.Today());
        await db.SaveChangesAsync(cancellation);
        var names = await Names(files, cancellation);
        foreach (var programme in data.Programmes) await CopySales(files.PathOf(programme.SalesFile), names, cancellation);
    }

    /// <summary>What others refer to is written first: the year, then its parts, then their targets.</summary>
    private async Task AddProgramme(ProgrammeData data, Dictionary<string, Source> sources, CancellationToken cancellation)
    {
        var programme = Programme(data, data.Key, data.Name.Zh, data.Name.En, null, []);
        db.Add(programme);
        await db.SaveChangesAsync(cancellation);
        var year = data.From.Year;
        var luyu = Programme(data, $"luyu-{year}", $"鲁渝协作 {year}", $"Shandong–Chongqing collaboration {year}", programme.Id, ["luyu"]);
        var reserved = Programme(data, $"reserved-share-{year}", $"政府采购预留份额 {year}", $"Government reserved share {year}", programme.Id, ["reserved-share"]);
        db.AddRange(luyu, reserved);
        await db.SaveChangesAsync(cancellation);
        foreach (var target in data.Targets)
        {
            var cut = target.Cut switch { "total" => TargetCut.Total, "four-channels" => TargetCut.JointChannels, "channel" => TargetCut.Channel, _ => TargetCut.County };
            db.Add(ToTarget(target, programme.Id, cut, target.Channel, sources));
            if (target.Channel is "luyu") db.Add(ToTarget(target, luyu.Id, TargetCut.Total, null, sources));
            if (target.Channel is "reserved-share") db.Add(ToTarget(target, reserved.Id, TargetCut.Total, null, sources));
        }
    }

    private static ProgrammeRecord Programme(ProgrammeData data, string key, string name, string nameEn, Guid? parent, string[] channels) => new()
    {
        Id = StableId.From("programme:" + key),
        Key = key,
        Name = name,
        NameEn = nameEn,
        ParentId = parent,
        RegionCode = data.RegionCode,
        PeriodFrom = data.From,
        PeriodTo = data.To,
        AsOf = data.AsOf,
        Channels = channels,
        IsFeatured = parent is null && !data.Demonstration,
        IsDemonstration = data.Demonstration,
    };

    private static Target ToTarget(TargetData data, Guid programmeId, TargetCut cut, string? channel, Dictionary<string, Source> sources) => new()
    {
        ProgrammeId = programmeId,
        Cut = cut,
        Channel = channel,
        RegionCode = data.RegionCode,
        AmountFen = data.AmountFen,
        Qualifier = data.Qualifier is "exact_as_published" ? "exact" : data.Qualifier,
        Source = data.Source is { } id ? sources[id].Title : null,
        IsPublished = data.Published,
        IsDemonstration = data.Demonstration,
    };

    private void AddFigure(FigureData data, Source source) => db.Add(new PublishedFigure
    {
        Id = data.Id,
        ProgrammeId = StableId.From("programme:cq-2020"),
        Measure = data.Measure,
        Cut = data.Cut,
        Kind = data.Kind,
        AmountFen = data.ValueFen,
        Number = data.Value is { ValueKind: JsonValueKind.Number } number ? number.GetDecimal() : null,
        Unit = data.Unit,
        Qualifier = data.Qualifier is "exact_as_published" ? "exact" : data.Qualifier,
        SourceTitle = source.Title,
        SourceTitleEn = source.TitleEn,
        PeriodFrom = DateOnly.Parse(data.PeriodFrom, CultureInfo.InvariantCulture),
        PeriodTo = DateOnly.Parse(data.PeriodTo, CultureInfo.InvariantCulture),
    });

    /// <summary>What people call a product or a category, by its key.</summary>
    private static async Task<Dictionary<string, string>> Names(DemonstrationFiles files, CancellationToken cancellation)
    {
        var products = await files.Read<ProductNames>("products.json", cancellation);
        var categories = await files.Read<CategoryNames>("categories.json", cancellation);
        return products.Products.Select(product => (product.Key, product.Name)).Concat(categories.Categories.Select(category => (Key: category.Code, Name: category.Name.Zh)))
            .ToDictionary(pair => pair.Key, pair => pair.Name);
    }

    /// <summary>Ten thousand facts in one stream; the ledger's trigger sums them up as it does any other.</summary>
    private async Task CopySales(string path, Dictionary<string, string> names, CancellationToken cancellation)
    {
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        await using var copy = await connection.BeginBinaryImportAsync("""
            COPY programme.sale_fact (id, kind, source, source_id, line_id, sold_on, origin_region, origin_county, buyer_name, buyer_region, supplier_name, product_name, category, channel, mode, series,
                is_recognised, is_unsold_relief, is_demonstration, amount_fen, mass_grams, orders, product_id, buyer_kind, counted_at) FROM STDIN (FORMAT BINARY)
            """, cancellation);
        var file = StableId.From("sales-file:" + Path.GetFileName(path));
        var now = clock.GetUtcNow();
        var line = 0;
        await foreach (var text in File.ReadLinesAsync(path, cancellation))
        {
            line++;
            if (line == 1 || text.Length == 0) continue;
            await WriteRow(copy, text.Split(','), names, file, line, now, cancellation);
        }

        await copy.CompleteAsync(cancellation);
    }

    private static async Task WriteRow(NpgsqlBinaryImporter copy, string[] cells, Dictionary<string, string> names, Guid file, int line, DateTimeOffset now, CancellationToken cancellation)
    {
        var soldOn = DateOnly.ParseExact(cells[0] + "-15", "yyyy-MM-dd", CultureInfo.InvariantCulture);
        var orders = int.Parse(cells[12], CultureInfo.InvariantCulture);
        await copy.StartRowAsync(cancellation);
        await copy.WriteAsync(Guid.CreateVersion7(), NpgsqlDbType.Uuid, cancellation);
        foreach (var text in (string[])["Sale", "demonstration"]) await copy.WriteAsync(text, NpgsqlDbType.Text, cancellation);
        await copy.WriteAsync(file, NpgsqlDbType.Uuid, cancellation);
        await copy.WriteAsync(StableId.From($"{file}:{line}"), NpgsqlDbType.Uuid, cancellation);
        await copy.WriteAsync(soldOn, NpgsqlDbType.Date, cancellation);
        string[] texts =
        [
            cells[1], cells[1], $"演示采购单位（{orders}单合计）", cells[7], "演示供应商（合计）", names.GetValueOrDefault(cells[6].Length > 0 ? cells[6] : cells[5], cells[5]), cells[5], cells[2], cells[3],
            cells[4] == "helped-sale" ? "HelpedSale" : "DirectPurchase",
        ];
        foreach (var text in texts) await copy.WriteAsync(text, NpgsqlDbType.Text, cancellation);
        foreach (var flag in (bool[])[cells[9] == "true", cells[8] == "true", true]) await copy.WriteAsync(flag, NpgsqlDbType.Boolean, cancellation);
        await copy.WriteAsync(long.Parse(cells[10], CultureInfo.InvariantCulture), NpgsqlDbType.Bigint, cancellation);
        await copy.WriteAsync(long.Parse(cells[11], CultureInfo.InvariantCulture), NpgsqlDbType.Bigint, cancellation);
        await copy.WriteAsync(orders, NpgsqlDbType.Integer, cancellation);
        if (cells[6].Length > 0) await copy.WriteAsync(StableId.From("product:" + cells[6]), NpgsqlDbType.Uuid, cancellation);
        else await copy.WriteNullAsync(cancellation);
        if (BuyerKindOf(cells[2], line) is { } kind) await copy.WriteAsync(kind.ToString(), NpgsqlDbType.Text, cancellation);
        else await copy.WriteNullAsync(cancellation);
        // Counted when its month closed, so that past months can be looked at as they stood.
        var closed = new DateTimeOffset(new DateOnly(soldOn.Year, soldOn.Month, 1).AddMonths(1).AddDays(-1).ToDateTime(new TimeOnly(18, 0)), ChinaTime.Offset).ToUniversalTime();
        await copy.WriteAsync(closed < now ? closed : now, NpgsqlDbType.TimestampTz, cancellation);
    }

    /// <summary>The channel says who bought, where it says so; several kinds take turns in the others.</summary>
    private static OrganisationKind? BuyerKindOf(string channel, int line) => channel switch
    {
        "central-units" => OrganisationKind.CentralUnit,
        "luyu" => line % 3 == 0 ? OrganisationKind.School : OrganisationKind.PartnerProvinceUnit,
        "reserved-share" => line % 3 == 0 ? OrganisationKind.School : OrganisationKind.GovernmentUnit,
        "municipal-aid-groups" => line % 2 == 0 ? OrganisationKind.StateEnterprise : OrganisationKind.TradeUnion,
        _ => null,
    };
}
