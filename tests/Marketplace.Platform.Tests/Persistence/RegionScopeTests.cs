using FsCheck;
using FsCheck.Fluent;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Persistence;
using Marketplace.Platform.Tests.Probe;
using Marketplace.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.Platform.Tests.Persistence;

public sealed class RegionScopeTests(ProbeHost host) : IClassFixture<ProbeHost>
{
    private static readonly string[] Codes =
        ["500000", "500236", "500235", "500236100", "500236101", "500236100200", "500236101201", "370000", "370100", "500100", "510000"];

    [Fact]
    public async Task The_database_finds_exactly_the_rows_that_the_region_code_contains()
    {
        await using var scope = host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ProbeDb>();
        await db.Set<Note>().ExecuteDeleteAsync();
        db.AddRange(Codes.Select(code => new Note { Id = Guid.CreateVersion7(), Words = "x", Region = code, WrittenBy = Guid.Empty }));
        await db.SaveChangesAsync();
        var scopes = Gen.SubListOf(Codes).Sample(60).Append([]);
        foreach (var chosen in scopes.Select(list => list.Select(RegionCode.Parse).ToList()))
        {
            var expected = Codes.Where(code => chosen.Any(region => region.Contains(RegionCode.Parse(code)))).Order(StringComparer.Ordinal);
            var found = await db.Set<Note>().WithinRegions(note => note.Region, chosen).Select(note => note.Region).ToListAsync();
            Assert.Equal(expected, found.Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task A_post_without_a_region_and_a_post_in_another_role_see_nothing()
    {
        using var nowhere = host.As(Guid.CreateVersion7(), new Post(Role.CountyOfficial, null, null, null));
        using var town = host.As(Guid.CreateVersion7(), new Post(Role.TownOfficial, null, RegionCode.Parse("500000"), null));
        foreach (var client in new[] { nowhere, town }) Assert.Empty((await client.Read("/api/notes"))["items"]!.AsArray());
    }

    [Theory]
    [InlineData("OrderId", "order_id")]
    [InlineData("AmountFen", "amount_fen")]
    [InlineData("IsGIProduct", "is_gi_product")]
    [InlineData("URL", "url")]
    [InlineData("HTTPStatus", "http_status")]
    [InlineData("Name2", "name2")]
    [InlineData("Owner_Id", "owner_id")]
    [InlineData("x", "x")]
    public void Columns_are_named_in_snake_case(string property, string column) => Assert.Equal(column, SnakeCase.Of(property));
}
