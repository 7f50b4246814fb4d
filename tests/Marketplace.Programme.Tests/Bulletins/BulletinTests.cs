using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Marketplace.Programme.Bulletins;
using Marketplace.Programme.Data;
using Marketplace.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace Marketplace.Programme.Tests.Bulletins;

public sealed class BulletinTests(ProgrammeHost host) : IClassFixture<ProgrammeHost>
{
    [Fact]
    public async Task A_published_bulletin_keeps_its_figures_when_sales_are_counted_later()
    {
        await host.Count(host.Order(ProgrammeHost.Fengjie, 11_00));
        var draft = await Draft(host.City());
        var signer = host.City();
        await Sign(signer, draft).Body();
        var before = await signer.Read($"/api/bulletins/{draft["id"]}");
        await host.Count(host.Order(ProgrammeHost.Fengjie, 22_00));

        var after = await signer.Read($"/api/bulletins/{draft["id"]}");

        Assert.Equal("published", after["bulletin"]!["state"]!.GetValue<string>());
        Assert.Equal(before["snapshot"]!.ToJsonString(), after["snapshot"]!.ToJsonString());
        Assert.NotEqual(
            after["snapshot"]!["figures"]!["total"]!["amounts"]!["grossFen"]!.GetValue<long>(),
            (await host.Dashboard(signer))["total"]!["amounts"]!["grossFen"]!.GetValue<long>());
        var snapshot = await host.Database.Scalar<string>("SELECT snapshot FROM programme.bulletin WHERE id = $1", draft["id"]!.GetValue<Guid>());
        Assert.Equal(draft["hash"]!.GetValue<string>(), Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(snapshot!))));
    }

    [Fact]
    public async Task Whoever_drafted_it_does_not_sign_it()
    {
        var city = host.City();
        await Sign(city, await Draft(city)).MustBeProblem(403, "same-person");
    }

    [Fact]
    public async Task Of_many_who_sign_at_once_one_signs()
    {
        var draft = await Draft(host.City());
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Sign(host.City(), draft)));
        Assert.Equal(1, answers.Count(answer => answer.IsSuccessStatusCode));
        Assert.All(answers.Where(answer => !answer.IsSuccessStatusCode), answer => Assert.Equal(409, (int)answer.StatusCode));
    }

    [Fact]
    public async Task A_published_row_is_refused_any_change_by_the_database()
    {
        var draft = await Draft(host.City());
        await Sign(host.City(), draft).Body();
        await using var scope = host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ProgrammeDb>();
        var id = draft["id"]!.GetValue<Guid>();
        var refused = await Assert.ThrowsAsync<PostgresException>(() => db.Database.ExecuteSqlAsync($"UPDATE programme.bulletin SET state = 'Drafted' WHERE id = {id}"));
        Assert.Equal(PostgresErrorCodes.CheckViolation, refused.SqlState);
    }

    [Fact]
    public async Task A_county_neither_reads_the_citys_drafts_nor_anothers()
    {
        var ofCity = await Draft(host.City());
        var ofFengjie = await Draft(host.County(ProgrammeHost.Fengjie));
        var yunyang = host.County(ProgrammeHost.Yunyang);
        foreach (var hidden in (JsonNode[])[ofCity, ofFengjie])
        {
            await yunyang.GetAsync(new Uri($"/api/bulletins/{hidden["id"]}", UriKind.Relative)).MustBeProblem(404, "not-found");
            await yunyang.GetAsync(new Uri($"/api/bulletins/{hidden["id"]}/docx", UriKind.Relative)).MustBeProblem(404, "not-found");
            await Sign(yunyang, hidden).MustBeProblem(404, "not-found");
        }

        await yunyang.Post("/api/bulletins", new { programmeId = ProgrammeHost.Year, month = "2026-10", region = ProgrammeHost.Fengjie }).MustBeProblem(404, "not-found");
    }

    [Theory]
    [InlineData("2026-13", "month-wrong")]
    [InlineData("2025-12", "month-outside")]
    [InlineData("2026-12", "month-outside")]
    public async Task A_month_that_cannot_be_told_is_refused(string month, string code) =>
        await host.City().Post("/api/bulletins", new { programmeId = ProgrammeHost.Year, month }).MustBeProblem(422, code);

    [Theory]
    [InlineData(800_000_000_000, "nearly", "近80亿元")]
    [InlineData(82_000_000_000, "at_least", "不低于8.2亿元")]
    [InlineData(351_000_000_000, "exact", "35.10亿元")]
    [InlineData(29_984_544_040, null, "3.00亿元")]
    [InlineData(123_456, null, "1,234.56元")]
    [InlineData(10_000_000_000, "more_than", "超过1亿元")]
    [InlineData(10_000, "nearly", "近100元")]
    public void Prose_writes_amounts_with_the_sources_precision(long fen, string? qualifier, string expected) => Assert.Equal(expected, ChineseFigures.Qualified(fen, qualifier));

    [Fact]
    public void Prose_has_full_width_punctuation_but_figures_keep_their_commas() =>
        Assert.Equal("总额1,234.56万元\uFF0C其中\uFF08鲁渝\uFF09\uFF1A3\uFF1B", ChineseFigures.Prose("总额1,234.56万元,其中(鲁渝):3;"));

    private static async Task<JsonNode> Draft(HttpClient client) => await client.Post("/api/bulletins", new { programmeId = ProgrammeHost.Year, month = "2026-11" }).Body();

    private static Task<HttpResponseMessage> Sign(HttpClient client, JsonNode draft) => client.Post($"/api/bulletins/{draft["id"]}/signature");
}
