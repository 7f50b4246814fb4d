using Marketplace.Accounts.TellPaperDue;
using Marketplace.Catalog.Contracts;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.Accounts.Tests.Households;

public sealed class PaperNoticeTests(MarketplaceHost host) : IClassFixture<MarketplaceHost>
{
    [Fact]
    public async Task A_paper_that_runs_out_is_told_to_the_suppliers_people_and_to_its_county_and_to_nobody_else()
    {
        var (supplier, mine, _) = await Browser.Register(host);
        var (_, others, _) = await Browser.Register(host);
        var county = await Official("500236");
        var elsewhere = await Official("500235");
        await using var scope = host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Data.AccountsDb>();
        await new TellWhenPaperDue(db, scope.ServiceProvider.GetRequiredService<Notices.INotifier>()).Handle(
            new PaperDue
            {
                OccurredAt = host.Clock.GetUtcNow(),
                SupplierId = supplier,
                SupplierName = "示例合作社",
                County = RegionCode.Parse("500236"),
                PaperName = "营业执照",
                ValidTo = new DateOnly(2026, 12, 1),
                Stage = PaperStage.Week,
                SuspendsOn = new DateOnly(2026, 12, 17),
            },
            CancellationToken.None);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        Assert.Equal((1, 1, 0, 0), (await Told(mine), await Told(county), await Told(others), await Told(elsewhere)));
    }

    private async Task<Guid> Official(string region) => (await host.As(Role.Administrator).Post("/api/posts",
        new { userName = "c" + Guid.NewGuid().ToString("N")[..12], personName = "县管", password = Browser.Password, role = "county-official", regionCode = region }).Body())["personId"]!.GetValue<Guid>();

    private Task<long> Told(Guid person) => host.Database.Scalar<long>("SELECT count(*) FROM accounts.notice WHERE person_id = $1 AND kind = 'PaperDue'", person);
}
