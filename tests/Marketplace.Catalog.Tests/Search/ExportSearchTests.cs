using System.IO.Compression;
using Marketplace.Platform.Auth;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.Catalog.Tests.Search;

public sealed class ExportSearchTests(CatalogWorld world) : IClassFixture<CatalogWorld>
{
    [Fact]
    public async Task A_sheet_holds_all_that_a_search_finds_in_its_order_and_strangers_get_none()
    {
        var (_, client) = await world.ActiveSupplier();
        foreach (var fen in new[] { 5_800, 3_800, 4_800 }) await CatalogWorld.List(client, $"表格比价橙{fen}", priceFen: fen);
        await CatalogWorld.List(client, "表外的柚子");
        var asked = new Uri("/api/search.xlsx?sort=price-per-kg&size=1&q=" + Uri.EscapeDataString("表格比价橙"), UriKind.Relative);
        using var sheet = new ZipArchive(new MemoryStream(await world.As(Role.Buyer, Guid.NewGuid()).GetByteArrayAsync(asked, TestContext.Current.CancellationToken)));
        using var reader = new StreamReader(sheet.GetEntry("xl/worksheets/sheet1.xml")!.Open());
        var rows = (await reader.ReadToEndAsync(TestContext.Current.CancellationToken)).Split("</x:row>")[..^1];
        Assert.Equal(["表格比价橙3800", "表格比价橙4800", "表格比价橙5800"], rows[1..].Select(row => row[row.IndexOf("表格", StringComparison.Ordinal)..][..9]));
        await world.Stranger().GetAsync(asked).MustBeProblem(401, "not-signed-in");
    }
}
