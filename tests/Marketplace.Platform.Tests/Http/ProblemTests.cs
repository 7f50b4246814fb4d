using System.Text.Json.Nodes;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Tests.Probe;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.Platform.Tests.Http;

public sealed class ProblemTests(ProbeHost host) : IClassFixture<ProbeHost>
{
    [Theory]
    [InlineData("zh-CN,zh;q=0.9,en;q=0.8", "这个词不好。请换一个。")]
    [InlineData("en-GB,en;q=0.9", "That word is ugly. Choose another.")]
    [InlineData("fr", "这个词不好。请换一个。")]
    [InlineData("en;q=0.3,zh;q=0.7", "这个词不好。请换一个。")]
    public async Task A_wrong_field_is_named_with_a_sentence_in_both_languages_the_asked_one_first(string accept, string title)
    {
        using var client = host.Buyer();
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd(accept);
        var problem = await client.Post("/api/notes", new { words = "丑" }).MustBeProblem(422, "ugly-words");
        Assert.Equal(title, problem["title"]!.GetValue<string>());
        var field = problem["errors"]![0]!;
        Assert.Equal(("words", "这个词不好。请换一个。", "That word is ugly. Choose another.", title),
            (field["field"]!.GetValue<string>(), field["zh"]!.GetValue<string>(), field["en"]!.GetValue<string>(), field["message"]!.GetValue<string>()));
        Assert.Equal("urn:marketplace:problem:invalid-fields", problem["type"]!.GetValue<string>());
        Assert.NotEmpty(problem["reference"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_wrong_field_further_inside_is_named_by_its_path()
    {
        using var client = host.Stranger();
        var one = new { words = "a", count = 0, amountFen = 0L, role = "buyer", inside = new[] { new { words = "b", count = -1, amountFen = 0L, role = "buyer" } } };
        var problem = await client.Post("/api/echo", one).MustBeProblem(422, "too-small");
        Assert.Equal("inside[0].count", problem["errors"]![0]!["field"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("bug", 500, "server-fault")]
    [InlineData("database", 500, "server-fault")]
    [InlineData("outage", 503, "outcome-unknown")]
    [InlineData("timeout", 503, "outcome-unknown")]
    public async Task A_fault_tells_nothing_of_the_inside(string kind, int status, string code)
    {
        using var client = host.Stranger();
        using var answer = await client.GetAsync(new Uri("/api/faults/" + kind, UriKind.Relative));
        var text = await answer.Content.ReadAsStringAsync();
        Assert.Equal((status, code), ((int)answer.StatusCode, JsonNode.Parse(text)!["code"]!.GetValue<string>()));
        foreach (var inside in new[] { "Password", "Exception", "SELECT", "Npgsql", ".cs", "   at ", "division" }) Assert.DoesNotContain(inside, text + answer.Headers, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stranger_and_the_wrong_role_are_told_apart_before_anything_is_read()
    {
        using var stranger = host.Stranger();
        using var content = new StringContent("not even JSON", System.Text.Encoding.UTF8, "application/json");
        await stranger.PostAsync(new Uri("/api/notes", UriKind.Relative), content).MustBeProblem(401, "not-signed-in");
        using var official = host.As(Guid.CreateVersion7(), new Post(Role.CountyOfficial, null, RegionCode.Parse("500236"), null));
        using var again = new StringContent("not even JSON", System.Text.Encoding.UTF8, "application/json");
        await official.PostAsync(new Uri("/api/notes", UriKind.Relative), again).MustBeProblem(403, "not-allowed");
    }

    [Fact]
    public async Task A_method_or_an_address_that_nobody_serves_is_told_so()
    {
        using var client = host.Buyer();
        await client.Put("/api/notes", new { words = "x" }).MustBeProblem(405, "unsupported-method");
        using var nowhere = await client.GetAsync(new Uri("/api/nothing-here", UriKind.Relative));
        Assert.Equal(404, (int)nowhere.StatusCode);
    }
}
