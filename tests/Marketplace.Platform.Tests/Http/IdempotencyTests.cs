using Marketplace.Platform.Tests.Probe;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.Platform.Tests.Http;

public sealed class IdempotencyTests(ProbeHost host) : IClassFixture<ProbeHost>
{
    [Fact]
    public async Task Twenty_retries_at_once_have_one_effect_and_one_answer()
    {
        var person = Guid.CreateVersion7();
        var key = Guid.CreateVersion7().ToString();
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ =>
        {
            using var client = host.Buyer(person);
            return (await client.Post("/api/notes", new { words = "once" }, key).Body())["id"]!.GetValue<Guid>();
        }));
        Assert.Single(answers.Distinct());
        Assert.Equal(1, await NotesOf(person));
        Assert.Equal(1, await host.Database.Scalar<long>("SELECT count(*) FROM probe.outbox WHERE payload->>'noteId' = $1", answers[0].ToString()));
        Assert.Equal(1, await host.Database.Scalar<long>("SELECT count(*) FROM probe.audit WHERE actor_id = $1 AND action = 'WriteNote'", person));
    }

    [Fact]
    public async Task A_replay_says_that_it_is_one()
    {
        using var client = host.Buyer();
        var key = Guid.CreateVersion7().ToString();
        using var first = await client.Post("/api/notes", new { words = "hello" }, key);
        using var second = await client.Post("/api/notes", new { words = "hello" }, key);
        Assert.False(first.Headers.Contains("Idempotency-Replayed"));
        Assert.True(second.Headers.Contains("Idempotency-Replayed"));
        Assert.Equal(first.StatusCode, second.StatusCode);
        Assert.Equal(
            System.Text.Json.Nodes.JsonNode.Parse(await first.Content.ReadAsStringAsync())!["id"]!.GetValue<Guid>(),
            System.Text.Json.Nodes.JsonNode.Parse(await second.Content.ReadAsStringAsync())!["id"]!.GetValue<Guid>());
    }

    [Fact]
    public async Task The_same_key_with_another_body_or_address_is_refused_and_changes_nothing()
    {
        var person = Guid.CreateVersion7();
        using var client = host.Buyer(person);
        var key = Guid.CreateVersion7().ToString();
        await client.Post("/api/notes", new { words = "first" }, key).Body();
        await client.Post("/api/notes", new { words = "second" }, key).MustBeProblem(422, "idempotency-key-reused");
        await client.Post("/api/notes?again=1", new { words = "first" }, key).MustBeProblem(422, "idempotency-key-reused");
        Assert.Equal(1, await NotesOf(person));
    }

    [Fact]
    public async Task A_refused_or_broken_attempt_does_not_use_up_the_key()
    {
        var person = Guid.CreateVersion7();
        using var client = host.Buyer(person);
        foreach (var (words, status) in new[] { ("refuse", 409), ("break", 500), ("", 422) })
        {
            var key = Guid.CreateVersion7().ToString();
            using var answer = await client.Post("/api/notes", new { words }, key);
            Assert.Equal(status, (int)answer.StatusCode);
            Assert.Equal(0, await host.Database.Scalar<long>("SELECT count(*) FROM probe.idempotency WHERE key = $1", key));
            await client.Post("/api/notes", new { words = "better" }, key).Body();
        }

        Assert.Equal(3, await NotesOf(person));
    }

    [Fact]
    public async Task Another_person_with_the_same_key_has_an_effect_of_their_own()
    {
        var (one, other) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        using var first = host.Buyer(one);
        using var second = host.Buyer(other);
        var key = Guid.CreateVersion7().ToString();
        var mine = await first.Post("/api/notes", new { words = "ours" }, key).Body();
        var theirs = await second.Post("/api/notes", new { words = "ours" }, key).Body();
        Assert.NotEqual(mine["id"]!.GetValue<Guid>(), theirs["id"]!.GetValue<Guid>());
        Assert.Equal((1L, 1L), (await NotesOf(one), await NotesOf(other)));
    }

    [Theory]
    [InlineData("short")]
    [InlineData("")]
    public async Task Where_money_or_stock_moves_a_usable_key_is_demanded(string key)
    {
        using var client = host.Buyer();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/notes") { Content = new StringContent("""{"words":"x"}""", System.Text.Encoding.UTF8, "application/json") };
        if (key.Length > 0) request.Headers.Add("Idempotency-Key", key);
        await client.SendAsync(request).MustBeProblem(400, "idempotency-key-missing");
        await client.Post("/api/notes", new { words = "x" }, new string('k', 129)).MustBeProblem(400, "idempotency-key-missing");
    }

    private Task<long> NotesOf(Guid person) => host.Database.Scalar<long>("SELECT count(*) FROM probe.note WHERE written_by = $1", person);
}
