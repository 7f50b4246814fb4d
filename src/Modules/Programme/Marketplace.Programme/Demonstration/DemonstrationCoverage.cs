using System.Globalization;
using Marketplace.Kernel;
using Marketplace.Programme.Coverage;
using Marketplace.Programme.Data;

namespace Marketplace.Programme.Demonstration;

/// <summary>Invented coverage figures of the fourteen counties the plan of 2020 names, year by year, so that table and chart have something to show. All are marked.</summary>
internal static class DemonstrationCoverage
{
    private static readonly string[] Counties =
        ["500101", "500102", "500114", "500154", "500156", "500229", "500230", "500235", "500236", "500237", "500238", "500240", "500241", "500243"];

    private static readonly (string Indicator, int Total, int Begins)[] Indicators =
        [("ecommerce-service", 290, 70), ("logistics", 290, 62), ("ecommerce-leaders", 120, 55), ("collection-centres", 4, 50), ("traceability", 12, 42)];

    internal static void Add(ProgrammeDb db, DateOnly today)
    {
        for (var county = 0; county < Counties.Length; county++)
        {
            foreach (var (indicator, total, begins) in Indicators)
            {
                var all = total + (total > 20 ? county * 7 : county % 3);
                for (var year = 2018; year < today.Year; year++) db.Add(Figure(indicator, Counties[county], year, all, begins + ((year - 2018) * (3 + (county % 4))) + (county * 5 % 17)));
            }
        }
    }

    private static CoverageFigure Figure(string indicator, string county, int year, int total, int percent) => new CoverageFigure
    {
        Id = StableId.From($"coverage:{indicator}/{county}/{year}"),
        Indicator = indicator,
        CountyCode = county,
        Period = year.ToString(CultureInfo.InvariantCulture),
        AsOf = new DateOnly(year, 12, 31),
        Source = $"示例统计表{year}",
        IsDemonstration = true,
    }.Count(Math.Min(total, total * percent / 100), total, new DateTimeOffset(year + 1, 1, 20, 1, 0, 0, TimeSpan.Zero));
}
