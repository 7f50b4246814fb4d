using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Marketplace.Accounts.Contracts;
using Marketplace.Catalog.Products;
using Marketplace.Platform.Auth;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.Catalog.Tests.Products;

/// <summary>What a product says of itself beyond name and price, and who may say it.</summary>
public sealed class ProductDepthTests(CatalogWorld world) : IClassFixture<CatalogWorld>
{
    [Fact]
    public async Task A_protected_name_is_only_for_goods_of_its_place_and_needs_its_certificate()
    {
        var (_, client) = await world.ActiveSupplier();
        object Claim(string name, string? number) => new { product = With(new { indication = new { name, certificateNumber = number } }) };
        await client.Post("/api/products", Claim("巫山脆李", "AGI-1")).MustBeProblem(422, "indication-not-of-this-place");
        await client.Post("/api/products", Claim("没有的名字", "AGI-1")).MustBeProblem(422, "indication-not-of-this-place");
        await client.Post("/api/products", Claim("奉节脐橙", null)).MustBeProblem(422, "indication-certificate-needed");
        await client.Post("/api/products", Claim("奉节脐橙", "  ")).MustBeProblem(422, "indication-certificate-needed");
        var shown = await Show(client, Claim("奉节脐橙", " AGI00001 "));
        Assert.Equal("AGI00001", shown["indication"]!["certificateNumber"]!.GetValue<string>());
        Assert.Equal("农产品地理标志", shown["indication"]!["kind"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_protected_name_counts_from_its_first_to_its_last_day()
    {
        var (_, client) = await world.ActiveSupplier();
        var today = world.Clock.GetUtcNow().AddHours(8).Date;
        foreach (var (name, from, to) in new[] { ("测试标志昨止", -9, -1), ("测试标志今止", -9, 0), ("测试标志今起", 0, 9), ("测试标志明起", 1, 9) })
        {
            await world.Database.Scalar<int>(
                "INSERT INTO catalog.geographical_indication VALUES (gen_random_uuid(), $1, '测试', '{500236117}', $2, $3, '测试')",
                name, DateOnly.FromDateTime(today.AddDays(from)), DateOnly.FromDateTime(today.AddDays(to)));
            var listing = client.Post("/api/products", new { product = With(new { indication = new { name, certificateNumber = "1" } }) });
            if (from > 0 || to < 0) await listing.MustBeProblem(422, "indication-not-of-this-place");
            else await listing.Body();
        }

        // The area is one town: the county around it may not use the name, a village in it may.
        var wide = new { product = With(new { originCode = "500236", indication = new { name = "测试标志今起", certificateNumber = "1" } }) };
        await client.Post("/api/products", wide).MustBeProblem(422, "indication-not-of-this-place");
        await client.Post("/api/products", new { product = With(new { originCode = "500236117201", indication = new { name = "测试标志今起", certificateNumber = "1" } }) }).Body();
    }

    [Fact]
    public async Task A_name_from_before_certificates_may_stay_until_the_origin_changes()
    {
        var (_, client) = await world.ActiveSupplier();
        var listed = await CatalogWorld.List(client);
        var (id, version) = (listed["productId"]!.GetValue<Guid>(), listed["version"]!.GetValue<uint>());
        await world.Database.Scalar<int>("UPDATE catalog.product SET indication = '老名字' WHERE id = $1", id);
        version = (await client.Read($"/api/products/{id}"))["version"]!.GetValue<uint>();
        await client.Put($"/api/products/{id}", new { version, product = With(new { originCode = "500236117201", indication = new { name = "老名字" } }) })
            .MustBeProblem(422, "indication-not-of-this-place");
        await client.Put($"/api/products/{id}", new { version, product = With(new { name = "改名", indication = new { name = "老名字" } }) }).Body();
        Assert.Equal("老名字", (await world.Stranger().Read($"/api/products/{id}"))["geographicalIndication"]!.GetValue<string>());
    }

    [Fact]
    public async Task Only_those_who_grow_it_themselves_sell_it_as_own_produce_free_of_tax()
    {
        var (_, cooperative) = await world.ActiveSupplier();
        var (_, firm) = await world.ActiveSupplier(kind: OrganisationKind.LeadingEnterprise);
        var (station, _) = await world.ActiveSupplier(kind: OrganisationKind.ServiceStation);
        var own = new { product = With(new { taxCode = "self-produced" }) };
        var tax = (await Show(cooperative, own))["tax"]!;
        Assert.Null(tax["rateBasisPoints"]);
        await firm.Post("/api/products", own).MustBeProblem(422, "tax-not-allowed");
        await cooperative.Post("/api/products", new { product = With(new { taxCode = "self-produced", categoryCode = "drink-wine" }) }).MustBeProblem(422, "tax-not-allowed");
        await cooperative.Post("/api/products", new { product = With(new { taxCode = "vegetable-trade" }) }).MustBeProblem(422, "tax-not-allowed");
        await cooperative.Post("/api/products", new { product = With(new { taxCode = "no-such" }) }).MustBeProblem(422, "tax-not-allowed");
        Assert.Equal(900, (await Show(firm, new { product = With(new { taxCode = "agricultural" }) }))["tax"]!["rateBasisPoints"]!.GetValue<int>());
        var (household, person) = (Guid.NewGuid(), Guid.NewGuid());
        world.Consent(household, person, station, new DateOnly(2099, 1, 1));
        var agent = world.As(Role.VillageAgent, station, "500236", person);
        await agent.Post("/api/products", new { own.product, householdId = household }).Body();
    }

    [Fact]
    public async Task What_may_be_chosen_is_what_may_be_handed_in()
    {
        var (seller, client) = await world.ActiveSupplier();
        var choices = await client.Read($"/api/listing-choices?categoryCode=meat-egg&originCode=500236117201&supplierId={seller}");
        Assert.Equal(["self-produced", "meat-egg-trade", "agricultural", "general", "small-scale"], choices["taxes"]!.AsArray().Select(row => row!["code"]!.GetValue<string>()));
        Assert.Equal(["aa", "a", "b"], choices["grades"]!.AsArray().Select(row => row!["code"]!.GetValue<string>()));
        Assert.Contains(choices["indications"]!.AsArray(), row => row!["name"]!.GetValue<string>() == "奉节脐橙");
        Assert.DoesNotContain(choices["indications"]!.AsArray(), row => row!["name"]!.GetValue<string>() == "巫山脆李");
        await client.GetAsync(new Uri($"/api/listing-choices?categoryCode=x&originCode=50&supplierId={seller}", UriKind.Relative)).MustBeProblem(422, "region-unknown");
    }

    [Fact]
    public async Task Harvest_windows_are_days_of_the_year_by_variety()
    {
        var (_, client) = await world.ActiveSupplier();
        foreach (var day in new[] { "02-30", "13-01", "1-1", "11-20 ", "", "2026-11-20" })
            await client.Post("/api/products", new { product = With(new { harvestWindows = new[] { new { from = day, to = "03-01" } } }) }).MustBeProblem(422, "harvest-window-wrong");
        var windows = new object[] { new { from = "11-20", to = "02-29", variety = "纽荷尔" }, new { from = "03-01", to = "03-31", variety = "晚橙" } };
        var shown = await Show(client, new { product = With(new { harvestWindows = windows }) });
        Assert.Equal(["纽荷尔", "晚橙"], shown["harvestWindows"]!.AsArray().Select(window => window!["variety"]!.GetValue<string>()));
        Assert.Equal("02-29", shown["harvestWindows"]![0]!["to"]!.GetValue<string>());
    }

    [Fact]
    public void A_day_lies_in_a_window_or_in_what_is_left_of_the_year() =>
        Check.QuickThrowOnFailure(Prop.ForAll(
            Gen.Choose(0, 365).Three().Select(days => (days.Item1, days.Item2, days.Item3)).ToArbitrary(), days =>
            {
                var (from, to, day) = (Day(days.Item1), Day(days.Item2), Day(days.Item3));
                var counted = days.Item1 <= days.Item2
                    ? days.Item3 >= days.Item1 && days.Item3 <= days.Item2
                    : days.Item3 >= days.Item1 || days.Item3 <= days.Item2;
                return HarvestWindow.Holds(HarvestWindow.DayOf(from), HarvestWindow.DayOf(to), HarvestWindow.DayOf(day)) == counted;

                static DateOnly Day(int number) => new DateOnly(2024, 1, 1).AddDays(number);
            }));

    [Fact]
    public async Task What_is_sold_by_the_piece_tells_the_price_of_one()
    {
        var (_, client) = await world.ActiveSupplier();
        object Pack(string soldBy, int? pieces) => new
        {
            packs = new[] { new { name = "30枚盒", unit = "盒", massGrams = 1500, pieces, soldBy, variant = "大号", tiers = new[] { new { minQuantity = 1, priceFen = 4550 } } } },
        };
        await client.Post("/api/products", new { product = With(Pack("piece", null)) }).MustBeProblem(422, "pieces-needed");
        await client.Post("/api/products", new { product = With(Pack("dozen", 30)) }).MustBeProblem(422, "unreadable-field");
        var pack = (await Show(client, new { product = With(Pack("piece", 30)) }))["packs"]![0]!;
        Assert.Equal((152, 3033, 1517, "大号"), (pack["fenPerPiece"]!.GetValue<int>(), pack["fenPerKg"]!.GetValue<int>(), pack["fenPer500g"]!.GetValue<int>(), pack["variant"]!.GetValue<string>()));
        Assert.Null((await Show(client, new { product = With(Pack("box", 30)) }))["packs"]![0]!["fenPerPiece"]);
    }

    [Fact]
    public async Task A_cold_chain_has_temperatures_and_goods_that_need_it()
    {
        var (_, client) = await world.ActiveSupplier();
        object Cold(string storage, int min, int max) => new { product = With(new { storage, coldChain = new { minCelsius = min, maxCelsius = max } }) };
        await client.Post("/api/products", Cold("ambient", 0, 4)).MustBeProblem(422, "cold-chain-ambient");
        await client.Post("/api/products", Cold("chilled", 4, 0)).MustBeProblem(422, "cold-chain-wrong");
        await client.Post("/api/products", Cold("frozen", -61, -18)).MustBeProblem(422, "cold-chain-wrong");
        Assert.Equal(-18, (await Show(client, Cold("frozen", -22, -18)))["coldChain"]!["maxCelsius"]!.GetValue<int>());
    }

    [Fact]
    public async Task Pictures_keep_their_order_and_captions_and_papers_are_one_s_own()
    {
        var (_, client) = await world.ActiveSupplier();
        var (_, other) = await world.ActiveSupplier();
        var foreign = await Upload(other);
        await client.Post("/api/products", new { product = With(new { indication = new { name = "奉节脐橙", certificateNumber = "1", fileId = foreign } }) }).MustBeProblem(422, "file-unknown");
        var mine = await Upload(client);
        var body = With(new
        {
            pictures = new[] { new { path = "produce/b.svg", caption = "<b>园子</b>" }, new { path = "produce/a.svg", caption = " " } },
            indication = new { name = "奉节脐橙", certificateNumber = "1", fileId = mine },
        });
        var shown = await Show(client, new { product = body });
        Assert.Equal(["/produce/b.svg", "/produce/a.svg"], shown["pictures"]!.AsArray().Select(picture => picture!["url"]!.GetValue<string>()));
        Assert.Equal("<b>园子</b>", shown["pictures"]![0]!["caption"]!.GetValue<string>());
        Assert.Null(shown["pictures"]![1]!["caption"]);
        using var paper = await world.Stranger().GetAsync(new Uri(shown["indication"]!["url"]!.GetValue<string>(), UriKind.Relative));
        Assert.True(paper.IsSuccessStatusCode);
        await client.Post("/api/products", new { product = With(new { pictures = new[] { new { path = "produce/b.svg", caption = new string('长', 61) } } }) }).MustBeProblem(422, "caption-too-long");
    }

    [Theory]
    [InlineData("name")]
    [InlineData("description")]
    [InlineData("packs[0].variant")]
    [InlineData("harvestWindows[0].variety")]
    [InlineData("pictures[0].caption")]
    [InlineData("indication.certificateNumber")]
    public async Task Half_a_character_is_no_text_in_any_field(string field)
    {
        var (_, client) = await world.ActiveSupplier();
        var body = With(new
        {
            indication = new { name = "奉节脐橙", certificateNumber = "1" },
            harvestWindows = new[] { new { from = "11-20", to = "01-31", variety = "x" } },
            pictures = new[] { new { path = "produce/a.svg", caption = "x" } },
        });
        body["packs"]![0]!["variant"] = "x";
        var place = field.Split('.').Aggregate<string, JsonNode>(body, (at, name) => name.EndsWith("[0]", StringComparison.Ordinal) ? at[name[..^3]]![0]! : name == field.Split('.')[^1] ? at : at[name]!);
        place[field.Split('.')[^1]] = "HALF";
        var text = JsonSerializer.Serialize(new { product = body }, HttpAnswers.Json).Replace("HALF", "\\ud83d", StringComparison.Ordinal);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/products") { Content = new StringContent(text, System.Text.Encoding.UTF8, "application/json") };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        var problem = await client.SendAsync(request).MustBeProblem(422, "unreadable-field");
        Assert.Equal("product." + field, problem["errors"]![0]!["field"]!.GetValue<string>());
    }

    /// <summary>The usual product with some fields said otherwise.</summary>
    internal static JsonObject With(object changes)
    {
        var body = JsonSerializer.SerializeToNode(CatalogWorld.Body(), HttpAnswers.Json)!.AsObject();
        foreach (var (name, value) in JsonSerializer.SerializeToNode(changes, HttpAnswers.Json)!.AsObject().ToList()) body[name] = value?.DeepClone();
        return body;
    }

    internal static async Task<Guid> Upload(HttpClient client)
    {
        using var content = new ByteArrayContent([.. "%PDF-1.7 "u8, .. Guid.NewGuid().ToByteArray()]);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/pdf");
        return (await client.PostAsync(new Uri("/api/files?name=paper.pdf", UriKind.Relative), content).Body())["id"]!.GetValue<Guid>();
    }

    private async Task<JsonNode> Show(HttpClient client, object listing) =>
        await world.Stranger().Read($"/api/products/{(await client.Post("/api/products", listing).Body())["productId"]!.GetValue<Guid>()}");
}
