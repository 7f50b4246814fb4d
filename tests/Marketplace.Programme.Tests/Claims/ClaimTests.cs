using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Marketplace.Platform.Auth;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.Programme.Tests.Claims;

public sealed partial class ClaimTests(ProgrammeHost host) : IClassFixture<ProgrammeHost>
{
    private const string Town = "500236117";

    [Fact]
    public async Task A_countys_claim_counts_once_town_and_county_have_checked_it_and_not_before()
    {
        var (claim, _) = await Entered(mode: "aiding-unit");
        Assert.Equal("evidenced", claim["state"]!.GetValue<string>());
        Assert.Equal(0, await host.FactsOf(Id(claim)));

        var checkedInTown = await Act(TownOfficial(), claim, "check-in-town").Body();
        Assert.Equal("town-checked", checkedInTown["state"]!.GetValue<string>());
        Assert.Equal(0, await host.FactsOf(Id(claim)));
        var approved = await Act(host.County(ProgrammeHost.Fengjie), claim, "approve-in-county").Body();

        Assert.Equal("counted", approved["state"]!.GetValue<string>());
        Assert.Equal("Sale|500236|aiding-unit|HelpedSale|123456|f", await host.Database.Scalar<string>(
            "SELECT concat_ws('|', kind, origin_county, mode, series, amount_fen, is_recognised) FROM programme.sale_fact WHERE claim_id = $1", Id(claim)));
        Assert.Equal("Evidence,CheckInTown,ApproveInCounty,Count", await host.Database.Scalar<string>(
            "SELECT string_agg(act, ',' ORDER BY at) FROM programme.claim_history WHERE claim_id = $1", Id(claim)));
    }

    [Fact]
    public async Task Whoever_entered_a_claim_checks_it_in_no_role()
    {
        var person = Guid.NewGuid();
        var both = host.As(new TestActor(person, "测试", [new TestPost(Role.CountyOfficial, null, ProgrammeHost.Fengjie), new TestPost(Role.TownOfficial, null, Town)]));
        var claim = await Post(both, await Request(both)).Body();
        await Act(both, claim, "check-in-town").MustBeProblem(403, "same-person");
        await Act(TownOfficial(), claim, "check-in-town").Body();
        await Act(both, claim, "approve-in-county").MustBeProblem(403, "same-person");
        Assert.Equal(0, await host.FactsOf(Id(claim)));
    }

    [Fact]
    public async Task One_person_of_two_roles_does_not_check_for_town_and_county_both()
    {
        var (claim, _) = await Entered();
        var both = host.As(new TestActor(Guid.NewGuid(), "测试", [new TestPost(Role.CountyOfficial, null, ProgrammeHost.Fengjie), new TestPost(Role.TownOfficial, null, Town)]));
        await Act(both, claim, "check-in-town").Body();
        await Act(both, claim, "approve-in-county").MustBeProblem(403, "same-person");
        Assert.Equal(0, await host.FactsOf(Id(claim)));
    }

    [Fact]
    public async Task A_post_elsewhere_does_not_waive_the_village_check()
    {
        var village = host.As(new TestActor(Guid.NewGuid(), "测试", [new TestPost(Role.VillageOfficial, null, "500236117201"), new TestPost(Role.TownOfficial, null, "500235100")]));
        var claim = await Post(village, (await Request(village)).With("originRegion", "500236117201")).Body();
        await Act(TownOfficial(), claim, "check-in-town").MustBeProblem(409, "transition-not-allowed");
    }

    [Fact]
    public async Task Another_county_neither_sees_nor_touches_a_claim()
    {
        var (claim, _) = await Entered();
        var stranger = host.County(ProgrammeHost.Yunyang);
        await stranger.GetAsync(new Uri($"/api/claims/{Id(claim)}", UriKind.Relative)).MustBeProblem(404, "not-found");
        await Act(stranger, claim, "approve-in-county").MustBeProblem(404, "not-found");
        Assert.DoesNotContain((await stranger.Read("/api/claims"))["items"]!.AsArray(), row => row!["id"]!.GetValue<Guid>() == Id(claim));
        Assert.Contains((await host.City().Read("/api/claims?size=100"))["items"]!.AsArray(), row => row!["id"]!.GetValue<Guid>() == Id(claim));
    }

    [Fact]
    public async Task Two_people_approving_at_once_count_one_sale()
    {
        var (claim, _) = await Entered();
        await Act(TownOfficial(), claim, "check-in-town").Body();
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Act(host.County(ProgrammeHost.Fengjie), claim, "approve-in-county")));
        Assert.Equal(1, answers.Count(answer => answer.IsSuccessStatusCode));
        Assert.All(answers.Where(answer => !answer.IsSuccessStatusCode), answer => Assert.Equal(409, (int)answer.StatusCode));
        Assert.Equal(1, await host.FactsOf(Id(claim)));
    }

    [Fact]
    public async Task An_adjusted_claim_leaves_the_sums_by_a_reversing_fact()
    {
        var before = await Total();
        var (claim, _) = await Entered();
        await Act(TownOfficial(), claim, "check-in-town").Body();
        await Act(host.County(ProgrammeHost.Fengjie), claim, "approve-in-county").Body();
        Assert.Equal(before + 123456, await Total());
        await Act(host.County(ProgrammeHost.Fengjie), claim, "adjust").MustBeProblem(422, "reason-needed");
        await Act(host.County(ProgrammeHost.Fengjie), claim, "adjust", "发票作废").Body();
        Assert.Equal(before, await Total());
        Assert.Equal(2, await host.FactsOf(Id(claim)));
        await Act(host.County(ProgrammeHost.Fengjie), claim, "adjust", "再来一次").MustBeProblem(409, "transition-not-allowed");
    }

    [Fact]
    public async Task A_returned_claim_says_why_and_can_be_evidenced_anew()
    {
        var (claim, enteredBy) = await Entered();
        await Act(TownOfficial(), claim, "return").MustBeProblem(422, "reason-needed");
        await Act(TownOfficial(), claim, "return", "照片看不清").Body();
        var detail = await enteredBy.Read($"/api/claims/{Id(claim)}");
        Assert.Equal("returned", detail["claim"]!["state"]!.GetValue<string>());
        Assert.Contains(detail["history"]!.AsArray(), step => step!["reason"]?.GetValue<string>() == "照片看不清");
        await Act(enteredBy, claim, "evidence").Body();
        await Act(TownOfficial(), claim, "check-in-town").Body();
    }

    [Fact]
    public async Task A_paper_proves_one_sale_even_when_written_differently()
    {
        var invoice = Random.Shared.NextInt64(10_000_000, 99_999_999).ToString(null, null);
        await Entered(change: request => request.With("invoiceNumber", invoice).With("waybillNumber", "SF-" + invoice));
        await Refused(request => request.With("invoiceNumber", invoice), 409, "paper-used");
        await Refused(request => request.With("waybillNumber", " sf-" + invoice + " "), 409, "paper-used");
    }

    [Fact]
    public async Task A_look_alike_is_flagged_with_the_record_it_resembles()
    {
        var amount = Random.Shared.Next(1_000_000, 9_000_000);
        var (first, _) = await Entered(change: request => request.With("amountFen", amount));
        var (second, clerk) = await Entered(change: request => request.With("amountFen", amount).With("productName", "换个名字"));
        Assert.Equal(Id(first), second["duplicateOf"]!.GetValue<Guid>());
        Assert.Equal(Id(first), (await clerk.Read($"/api/claims/{Id(second)}"))["duplicateOf"]!["id"]!.GetValue<Guid>());
    }

    [Theory]
    [InlineData("originRegion", "500236", "origin-not-town")]
    [InlineData("originRegion", "500236999", "region-unknown")]
    [InlineData("buyerRegion", "999999", "region-unknown")]
    [InlineData("buyerRegion", "abc", "region-unknown")]
    [InlineData("amountFen", 0, "amount-out-of-range")]
    [InlineData("amountFen", -1, "amount-out-of-range")]
    [InlineData("amountFen", 1_000_000_000_001, "amount-out-of-range")]
    [InlineData("massGrams", -5, "mass-out-of-range")]
    [InlineData("channel", "no-such", "word-unknown")]
    [InlineData("mode", "no-such", "word-unknown")]
    [InlineData("soldOn", "2199-01-01", "sale-date-wrong")]
    [InlineData("soldOn", "0001-01-01", "sale-date-wrong")]
    [InlineData("invoiceNumber", "=1+1", "invoice-number-wrong")]
    [InlineData("productName", "  ", "required")]
    public async Task A_wrong_field_is_named(string field, object value, string code) => await Refused(request => request.With(field, value), 422, code);

    [Theory]
    [InlineData("amountFen", 0.5)]
    [InlineData("amountFen", "100")]
    [InlineData("evidence", null)]
    [InlineData("surprise", 1)]
    public async Task A_request_of_another_shape_is_refused(string field, object? value)
    {
        var clerk = host.County(ProgrammeHost.Fengjie);
        using var answer = await Post(clerk, (await Request(clerk)).With(field, value));
        Assert.InRange((int)answer.StatusCode, 400, 422);
    }

    [Fact]
    public async Task Evidence_must_be_there_exist_and_be_ones_own()
    {
        await Refused(request => request.With("evidence", new JsonArray()), 422, "evidence-needed");
        await Refused(request => request.With("evidence", new JsonArray((JsonNode?)null)), 422, "evidence-needed");
        await Refused(request => request.With("evidence", new JsonArray(Paper(Guid.NewGuid()))), 422, "evidence-unknown");
        var somebodys = await Upload(host.County(ProgrammeHost.Fengjie));
        await Refused(request => request.With("evidence", new JsonArray(Paper(somebodys))), 422, "evidence-unknown");
    }

    [Fact]
    public async Task A_claim_from_another_county_is_not_entered_here()
    {
        var stranger = host.County(ProgrammeHost.Yunyang);
        await Post(stranger, await Request(stranger)).MustBeProblem(403, "origin-out-of-scope");
    }

    [Theory]
    [InlineData(Role.Supplier)]
    [InlineData(Role.Buyer)]
    [InlineData(Role.CityOfficial)]
    public async Task Who_may_not_enter_claims_is_told_so(Role role) =>
        await host.As(role, Guid.NewGuid(), ProgrammeHost.Chongqing).Post("/api/claims", new { }).MustBeProblem(403, "not-allowed");

    [Fact]
    public async Task Claims_are_listed_by_state()
    {
        var (claim, clerk) = await Entered();
        await Act(TownOfficial(), claim, "check-in-town").Body();
        Assert.Contains((await clerk.Read("/api/claims?state=town-checked&size=100"))["items"]!.AsArray(), row => row!["id"]!.GetValue<Guid>() == Id(claim));
        Assert.DoesNotContain((await clerk.Read("/api/claims?state=evidenced&size=100"))["items"]!.AsArray(), row => row!["id"]!.GetValue<Guid>() == Id(claim));
    }

    private HttpClient TownOfficial() => host.As(Role.TownOfficial, region: Town);

    private static Guid Id(JsonNode claim) => (claim["claimId"] ?? claim["id"])!.GetValue<Guid>();

    private async Task<long> Total() => (await host.Dashboard(host.City()))["total"]!["amounts"]!["grossFen"]!.GetValue<long>();

    private async Task<(JsonNode Claim, HttpClient Clerk)> Entered(string mode = "aiding-unit", Func<JsonObject, JsonObject>? change = null)
    {
        var clerk = host.County(ProgrammeHost.Fengjie);
        var request = (await Request(clerk)).With("mode", mode);
        return (await Post(clerk, change is null ? request : change(request)).Body(), clerk);
    }

    private async Task Refused(Func<JsonObject, JsonObject> change, int status, string code)
    {
        var clerk = host.County(ProgrammeHost.Fengjie);
        await Post(clerk, change(await Request(clerk))).MustBeProblem(status, code);
    }

    private static Task<HttpResponseMessage> Post(HttpClient client, JsonObject request) => client.Post("/api/claims", request);

    private static Task<HttpResponseMessage> Act(HttpClient client, JsonNode claim, string act, string? reason = null) =>
        client.Post($"/api/claims/{Id(claim)}/acts", new { act, reason });

    private async Task<JsonObject> Request(HttpClient clerk) => new()
    {
        ["originRegion"] = Town,
        ["productName"] = "奉节脐橙",
        ["category"] = "fruit",
        ["supplierName"] = "示例合作社",
        ["buyerName"] = "示例帮扶单位",
        ["buyerRegion"] = "500103",
        ["channel"] = "municipal-aid-groups",
        ["mode"] = "aiding-unit",
        ["series"] = "helped-sale",
        ["soldOn"] = ProgrammeHost.Day.ToString("O", null),
        ["amountFen"] = 123456,
        ["massGrams"] = 1_000_000,
        ["evidence"] = new JsonArray(Paper(await Upload(clerk))),
    };

    private static JsonObject Paper(Guid file) => new() { ["fileId"] = file, ["kind"] = "invoice" };

    private static async Task<Guid> Upload(HttpClient client)
    {
        using var content = new ByteArrayContent([.. "%PDF-1.4\n"u8, .. Guid.NewGuid().ToByteArray()]);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/pdf");
        return (await client.PostAsync(new Uri("/api/files?name=invoice.pdf", UriKind.Relative), content).Body())["id"]!.GetValue<Guid>();
    }
}

internal static class Requests
{
    internal static JsonObject With(this JsonObject request, string field, object? value)
    {
        request[field] = value switch
        {
            null => null,
            JsonNode node => node,
            _ => System.Text.Json.JsonSerializer.SerializeToNode(value),
        };
        return request;
    }
}
