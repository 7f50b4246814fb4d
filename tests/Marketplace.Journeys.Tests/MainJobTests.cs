using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Marketplace.Kernel;
using Marketplace.Testing;
using SkiaSharp;
using Xunit;

namespace Marketplace.Journeys.Tests;

/// <summary>What the demonstration's people find: oranges by search, published figures, a claim that is checked, a bulletin that two people sign.</summary>
public sealed class MainJobTests(DemonstrationHost host) : IClassFixture<DemonstrationHost>
{
    private static readonly Guid Product = StableId.From("product:fengjie-navel-oranges");
    private static readonly Guid Programme = StableId.From("programme:demo-2026");

    [Theory]
    [InlineData("脐橙")]
    [InlineData("奉节")]
    [InlineData("qicheng")]
    [InlineData("fjqc")]
    public async Task The_oranges_are_found_by_word_place_pinyin_and_initials(string query)
    {
        var found = await host.Stranger().Read($"/api/search?q={Uri.EscapeDataString(query)}&size=50");
        Assert.Contains(Product, found["items"]!.AsArray().Select(item => (item!["productId"] ?? item["id"])!.GetValue<Guid>()));
    }

    [Fact]
    public async Task An_offline_sale_counts_once_town_and_county_have_checked_it()
    {
        var before = await Dashboard("fengjie");
        var entering = await host.As("fengjie");
        var paper = await Upload(entering);
        var claim = await entering.Post("/api/claims", new
        {
            originRegion = "500236117201",
            productName = "奉节脐橙",
            category = "fruit-citrus",
            supplierName = "示例合作社",
            buyerName = "示例帮扶单位",
            buyerRegion = "500112",
            channel = "municipal-aid-groups",
            mode = "aiding-unit",
            series = "helped-sale",
            soldOn = "2026-11-20",
            amountFen = 123_456,
            massGrams = 100_000,
            invoiceNumber = "20261123000017",
            evidence = new[] { new { fileId = paper, kind = "invoice" } },
        }).Body();
        var id = claim["claimId"]!.GetValue<Guid>();
        await entering.Post($"/api/claims/{id}/acts", new { act = "approve-in-county" }).MustBeProblem(403, "same-person");
        await (await host.As("town")).Post($"/api/claims/{id}/acts", new { act = "check-in-town" }).Body();
        Assert.Equal(before, await Dashboard("fengjie"));
        await (await host.As("fengjie-2")).Post($"/api/claims/{id}/acts", new { act = "approve-in-county" }).Body();
        Assert.Equal(before.Total + 123_456, (await Dashboard("fengjie")).Total);
        Assert.Empty((await (await host.As("yunyang")).Read("/api/claims"))["items"]!.AsArray());
    }

    [Fact]
    public async Task The_city_sees_the_published_figures_and_a_bulletin_needs_two_people()
    {
        var city = await host.As("chongqing");
        var dashboard = await city.Read("/api/dashboard");
        Assert.Equal(351_000_000_000, dashboard["total"]!["amounts"]!["grossFen"]!.GetValue<long>());
        Assert.Equal(13_700_000_000, dashboard["unsoldRelief"]!["grossFen"]!.GetValue<long>());
        Assert.Equal(38, dashboard["counties"]!.AsArray().Count);
        var bulletin = await city.Post("/api/bulletins", new { programmeId = StableId.From("programme:cq-2020"), month = "2020-08" }).Body();
        var id = bulletin["id"]!.GetValue<Guid>();
        await city.Post($"/api/bulletins/{id}/signature", new { }).MustBeProblem(403, "same-person");
        await (await host.As("chongqing-2")).Post($"/api/bulletins/{id}/signature", new { }).Body();
        foreach (var format in (string[])["xlsx", "docx"])
        {
            var file = await city.GetByteArrayAsync(new Uri($"/api/bulletins/{id}/{format}", UriKind.Relative));
            Assert.Equal("PK"u8.ToArray(), file[..2]);
        }
    }

    private async Task<(long Total, long Luyu, long Reserved)> Dashboard(string userName)
    {
        var shown = await (await host.As(userName)).Read($"/api/dashboard?programme={Programme}");
        long Nested(string key) => shown["nested"]!.AsArray().Single(row => row!["key"]!.GetValue<string>() == key)!["amounts"]!["grossFen"]!.GetValue<long>();
        return (shown["total"]!["amounts"]!["grossFen"]!.GetValue<long>(), Nested("luyu-2026"), Nested("reserved-share-2026"));
    }

    private static async Task<Guid> Upload(HttpClient person)
    {
        using var bitmap = new SKBitmap(32, 32);
        using var picture = SKImage.FromBitmap(bitmap);
        using var content = new ByteArrayContent(picture.Encode(SKEncodedImageFormat.Jpeg, 80).ToArray());
        content.Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");
        return (await person.PostAsync(new Uri("/api/files?name=photo.jpg", UriKind.Relative), content).Body())["id"]!.GetValue<Guid>();
    }
}
