using Marketplace.Catalog.Data;
using Marketplace.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Catalog.Recognitions;

/// <summary>认定编号: how far a county has counted its certificates in a year.</summary>
internal sealed class RecognitionSeries
{
    public string CountyCode { get; init; } = string.Empty;

    public int Year { get; init; }

    public int Last { get; private set; }

    internal string Next() => Format(CountyCode, Year, ++Last);

    internal static string Format(string county, int year, int number) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{county}-{year}-{number:0000}");

    /// <summary>The next number of the county and year; two who publish at once wait for each other, and what is rolled back takes none.</summary>
    internal static async Task<string> Take(CatalogDb db, string originCode, DateOnly on, CancellationToken cancellation)
    {
        var county = RegionCode.Parse(originCode).County!.Value.Value[..6];
        var last = await db.Database.SqlQuery<int>($"""
            INSERT INTO recognition_series AS s (county_code, year, last) VALUES ({county}, {on.Year}, 1)
            ON CONFLICT (county_code, year) DO UPDATE SET last = s.last + 1 RETURNING last AS "Value"
            """).ToListAsync(cancellation);
        return Format(county, on.Year, last.Single());
    }
}
