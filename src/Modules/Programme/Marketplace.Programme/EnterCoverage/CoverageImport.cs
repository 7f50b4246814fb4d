using System.Globalization;
using System.Text.Json;
using Marketplace.Accounts.Contracts;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Marketplace.Platform.Imports;
using Marketplace.Platform.Tables;
using Marketplace.Programme.Coverage;
using Marketplace.Programme.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Programme.EnterCoverage;

/// <summary>A county's figure as a row of a table.</summary>
internal sealed class CoverageRow
{
    public string County { get; set; } = string.Empty;

    public string Indicator { get; set; } = string.Empty;

    public string Period { get; set; } = string.Empty;

    public int Covered { get; set; }

    public int Total { get; set; }

    public string Source { get; set; } = string.Empty;
}

/// <summary>导入覆盖指标: many counties' or years' figures from a table; the same table twice changes nothing, a different number is a correction.</summary>
internal sealed class CoverageImport(ProgrammeDb programme, IRegionDirectory regions, TimeProvider clock) : IImport<ProgrammeDb, CoverageRow>
{
    private static readonly ImportColumns<CoverageRow> Table = new(
        Text("countyCode", "区县", row => row.County, (row, text) => row.County = text) with { IsNeeded = true, Width = 20, Hint = "区县名或六位代码，见工作表“区县”。", Example = "奉节县", Aliases = ["区县名称", "区县代码"] },
        Text("indicator", "指标", row => row.Indicator, (row, text) => row.Indicator = text) with { IsNeeded = true, Width = 24, Hint = "照工作表“指标”写。", Example = "物流配送体系" },
        Text("period", "期间", row => row.Period, (row, text) => row.Period = text) with { IsNeeded = true, Hint = "年写2026，月写2026-10。", Example = "2025" },
        Number("covered", "已覆盖", row => row.Covered, (row, number) => row.Covered = number) with { IsNeeded = true, Hint = "已覆盖的个数。", Example = 298 },
        Number("total", "总数", row => row.Total, (row, number) => row.Total = number) with { IsNeeded = true, Hint = "应覆盖的个数，至少1。", Example = 314 },
        Text("source", "来源", row => row.Source, (row, text) => row.Source = text) with { IsNeeded = true, Width = 36, Hint = "文件或报表的名称和日期。", Example = "县商务委2025年统计表" });

    public string Kind => "coverage";

    public string SheetName => "覆盖指标";

    public ImportColumns<CoverageRow> Columns => Table;

    public string KeyOf(CoverageRow row) => $"{CountyOf(row.County)?.Value ?? row.County}|{row.Indicator}|{PeriodOf(row.Period)}";

    public string GroupOf(CoverageRow row) => string.Empty;

    public string TitleOf(CoverageRow row) => $"{row.County} {row.Indicator} {row.Period}";

    public Task<(ImportScope? Scope, Problem? Problem)> Open(ImportChoice choice, Actor actor, CancellationToken cancellation)
    {
        var reach = actor.RegionsAs(Role.CountyOfficial, Role.CityOfficial).Select(region => region.Value).ToList();
        return Task.FromResult<(ImportScope?, Problem?)>(reach.Count == 0 ? (null, Problems.Forbidden) : (new ImportScope(null, JsonSerializer.Serialize(reach)), null));
    }

    public async Task<IReadOnlyList<TemplateList>> Lists(ImportScope scope, CancellationToken cancellation)
    {
        var names = await programme.Set<CoverageIndicator>().AsNoTracking().Where(row => !row.IsComputed).OrderBy(row => row.Position).ToListAsync(cancellation);
        return
        [
            new TemplateList("区县", ["区县", "代码"], [24, 12], [.. Reached(scope.Data).Select(county => (IReadOnlyList<object?>)[county.Name, county.Code.Value])], "countyCode"),
            new TemplateList("指标", ["指标", "怎么算"], [28, 60], [.. names.Select(row => (IReadOnlyList<object?>)[row.Name, row.Meaning])], "indicator"),
        ];
    }

    public async Task<Problem?> Weigh(ImportBatch<CoverageRow> batch, ProgrammeDb db, CancellationToken cancellation)
    {
        var indicators = await db.Set<CoverageIndicator>().AsNoTracking().Where(row => !row.IsComputed).ToDictionaryAsync(row => row.Name, row => row.Code, cancellation);
        var reached = Reached(batch.Run.Data).Select(region => region.Code).ToHashSet();
        foreach (var row in batch.Groups.SelectMany(group => group))
        {
            Check(row, indicators, reached);
            if (row.Faults.Count > 0) continue;
            var figure = FigureOf(row.Value, indicators, batch.Run.PersonId);
            var before = await db.Set<CoverageFigure>().AsNoTracking().SingleOrDefaultAsync(
                one => one.Indicator == figure.Indicator && one.CountyCode == figure.CountyCode && one.Period == figure.Period && one.SupersededAt == null, cancellation);
            var isSame = before?.Says(figure.Covered, figure.Total, figure.Source) == true;
            row.State = before is null ? ImportRowState.New : isSame ? ImportRowState.Unchanged : ImportRowState.Changed;
            if (before is not null && !isSame) row.Changes.Add(new ImportChange("已覆盖/总数", $"{before.Covered}/{before.Total}", $"{figure.Covered}/{figure.Total}"));
            if (batch.Applies && !isSame) await db.Record(figure, clock.GetUtcNow(), cancellation);
        }

        return null;
    }

    private void Check(ImportRow<CoverageRow> row, Dictionary<string, string> indicators, HashSet<RegionCode> reached)
    {
        var value = row.Value;
        if (CountyOf(value.County) is not { } county || !reached.Contains(county))
            row.Fail("countyCode", "region-unknown", new("没有这个区县，或不归您管。请从工作表“区县”里选。", "There is no such county, or it is not yours. Choose one from the sheet 区县."));
        if (!indicators.ContainsKey(value.Indicator))
            row.Fail("indicator", "indicator-unknown", new("没有这个指标，或由平台自动计算。请照工作表“指标”写。", "There is no such indicator, or the platform computes it. Write one of the sheet 指标."));
        if (!CoverageFigure.HasBegun(PeriodOf(value.Period), clock.Today()))
            row.Fail("period", "period-wrong", new("期间不对。请写年（2026）或月（2026-10），不能是将来。", "The period is not right. Write a year (2026) or a month (2026-10) that has begun."));
        if (value.Total is < 1 or > 1_000_000) row.Fail("total", "total-wrong", new("总数不对。请填1到100万的整数。", "The total is not right. Write a whole number from 1 to 1,000,000."));
        else if (value.Covered < 0 || value.Covered > value.Total) row.Fail("covered", "covered-exceeds-total", new("已覆盖多于总数。请核对。", "More are covered than there are. Check both numbers."));
        if (value.Source.Length is 0 or > 200) row.Fail("source", "source-needed", new("没有写来源，或太长。请写文件或报表的名称，最多200个字。", "The source is missing or too long. Name the document in 200 characters at most."));
    }

    private CoverageFigure FigureOf(CoverageRow row, Dictionary<string, string> indicators, Guid person) => new CoverageFigure
    {
        Indicator = indicators[row.Indicator],
        CountyCode = CountyOf(row.County)!.Value.Value,
        Period = PeriodOf(row.Period),
        AsOf = CoverageFigure.EndOf(PeriodOf(row.Period))!.Value,
        Source = row.Source,
        EnteredBy = person,
    }.Count(row.Covered, row.Total, clock.GetUtcNow());

    private List<Region> Reached(string data) =>
        [.. JsonSerializer.Deserialize<List<string>>(data)!.Select(RegionCode.Parse).SelectMany(code => code.Level >= RegionLevel.County ? [regions.Find(code)!] : regions.CountiesOf(code)).OfType<Region>()];

    /// <summary>By its six digits, or by a name that one county of Chongqing has.</summary>
    private RegionCode? CountyOf(string word)
    {
        var bare = CellText.Folded(word);
        if (RegionCode.TryParse(bare, out var code)) return code.Level == RegionLevel.County && regions.Find(code) is not null ? code : null;
        var named = regions.CountiesOf(RegionCode.Parse("500000")).Where(region => region.Name == bare).Take(2).ToList();
        return named.Count == 1 ? named[0].Code : null;
    }

    /// <summary>2026年10月 and 2026.10 mean 2026-10; a date cell of Excel means its month.</summary>
    private static string PeriodOf(string word)
    {
        var bare = CellText.Folded(word).TrimEnd('年');
        if (bare.Length == 4) return bare;
        var parts = bare.Replace('年', '-').Replace('/', '-').Replace('.', '-').TrimEnd('月').Split('-');
        return parts.Length is 2 or 3 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var month) ? $"{parts[0]}-{month:00}" : bare;
    }

    private static ImportColumn<CoverageRow> Text(string key, string heading, Func<CoverageRow, string> get, Action<CoverageRow, string> set) => new(key, heading, (text, row) =>
    {
        set(row, CellText.Plain(text));
        return null;
    }, row => get(row));

    private static ImportColumn<CoverageRow> Number(string key, string heading, Func<CoverageRow, int> get, Action<CoverageRow, int> set) => new(key, heading, (text, row) =>
    {
        var read = CellText.Whole(text);
        if (read.Fault is null) set(row, read.Value);
        return read.Fault;
    }, row => get(row));
}
