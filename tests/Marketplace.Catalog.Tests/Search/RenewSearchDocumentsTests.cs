using Marketplace.Catalog.Data;
using Marketplace.Catalog.Search;
using Marketplace.Catalog.Tests.Demonstration;
using Marketplace.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Renewal = Marketplace.Catalog.RenewSearchDocuments.RenewSearchDocuments;

namespace Marketplace.Catalog.Tests.Search;

public sealed class RenewSearchDocumentsTests(DemonstrationHost host) : IClassFixture<DemonstrationHost>
{
    [Fact]
    public async Task Documents_of_an_older_build_are_written_anew_by_two_hosts_at_once_each_of_them_once()
    {
        var all = await Scalar("SELECT count(*) AS \"Value\" FROM search_document");
        await Execute("UPDATE search_document SET form = 1, document = 'old:1A'");
        Assert.Equal(0, await Found("脐橙"));
        var renewed = await Task.WhenAll(Renew(), Renew());
        Assert.Equal(all, renewed.Sum());
        Assert.Equal(0, await Scalar($"SELECT count(*) AS \"Value\" FROM search_document WHERE form <> {SearchDocument.Form}"));
        Assert.True(await Found("脐橙") > 5);
        Assert.Equal(0, await Renew());
    }

    private async Task<int> Renew()
    {
        await using var scope = host.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<Renewal>().Run(CancellationToken.None);
    }

    private async Task<long> Found(string words) => (await host.Stranger().Read($"/api/search?q={Uri.EscapeDataString(words)}"))["total"]!.GetValue<long>();

    private async Task<long> Scalar(string sql)
    {
        await using var scope = host.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<CatalogDb>().Database.SqlQueryRaw<long>(sql).SingleAsync();
    }

    private async Task Execute(string sql)
    {
        await using var scope = host.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<CatalogDb>().Database.ExecuteSqlRawAsync(sql);
    }
}
