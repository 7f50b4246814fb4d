using Marketplace.Platform.Messaging;
using Marketplace.Platform.Tests.Probe;
using Marketplace.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace Marketplace.Platform.Tests.Messaging;

public sealed class OutboxTests : IAsyncLifetime
{
    private readonly ProbeHost host = new();

    private ProbeBehaviour Behaviour => host.Services.GetRequiredService<ProbeBehaviour>();

    public ValueTask InitializeAsync() => host.InitializeAsync();

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task Eight_relays_at_once_give_each_fact_one_effect_in_each_handler()
    {
        for (var i = 0; i < 150; i++) await host.Publish("fact " + i);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Drain(host.Relay()))));
        Assert.Equal(300, await host.Database.Scalar<long>("SELECT count(*) FROM probe.effect"));
        Assert.Equal(300, await host.Database.Scalar<long>("SELECT count(DISTINCT (note_id, handler)) FROM probe.effect"));
        Assert.Equal(150, await host.Database.Scalar<long>("SELECT count(*) FROM probe.outbox WHERE delivered_at IS NOT NULL AND attempts = 0"));
    }

    [Fact]
    public async Task A_full_replay_repeats_nothing_and_without_the_inbox_it_would()
    {
        var fact = await host.Publish("again");
        await Drain(host.Relay());
        await Sql("UPDATE probe.outbox SET delivered_at = NULL");
        await Drain(host.Relay());
        Assert.Equal(2, await host.Effects(fact.NoteId));
        await Sql("UPDATE probe.outbox SET delivered_at = NULL; DELETE FROM probe.inbox WHERE handler = 'CountsFirst'");
        await Drain(host.Relay());
        Assert.Equal((2L, 1L), (await host.Effects(fact.NoteId, "CountsFirst"), await host.Effects(fact.NoteId, "CountsSecond")));
    }

    [Fact]
    public async Task Poison_fails_alone_its_other_handler_and_its_neighbours_go_on()
    {
        Behaviour.Act = (handler, fact) => fact.Words == "poison" && handler == "CountsFirst" ? throw new InvalidOperationException("bad fact") : Task.CompletedTask;
        var before = await host.Publish("before");
        var poison = await host.Publish("poison");
        var after = await host.Publish("after");
        await Drain(host.Relay());
        Assert.Equal((2L, 2L), (await host.Effects(before.NoteId), await host.Effects(after.NoteId)));
        Assert.Equal((0L, 1L), (await host.Effects(poison.NoteId, "CountsFirst"), await host.Effects(poison.NoteId, "CountsSecond")));
        Assert.Equal(1, await host.Database.Scalar<int>("SELECT attempts FROM probe.outbox WHERE event_id = $1", poison.EventId));
        Assert.Equal("CountsFirst: InvalidOperationException: bad fact", await host.Database.Scalar<string>("SELECT last_error FROM probe.outbox WHERE event_id = $1", poison.EventId));
        Behaviour.Act = (_, _) => Task.CompletedTask;
        await MakeDue();
        await Drain(host.Relay());
        Assert.Equal((1L, 1L), (await host.Effects(poison.NoteId, "CountsFirst"), await host.Effects(poison.NoteId, "CountsSecond")));
    }

    [Fact]
    public async Task Retries_back_off_double_each_time_and_park_after_twelve_until_an_operator_lets_go()
    {
        var broken = true;
        Behaviour.Act = (_, _) => broken ? throw new InvalidOperationException("down") : Task.CompletedTask;
        var fact = await host.Publish("late");
        var relay = host.Relay();
        var waits = new List<double>();
        for (var attempt = 1; attempt <= OutboxRelay.AttemptsBeforeParking; attempt++)
        {
            Assert.Equal(1, await relay.DeliverBatch(CancellationToken.None));
            Assert.Equal(0, await relay.DeliverBatch(CancellationToken.None));
            waits.Add(await host.Database.Scalar<double>("SELECT extract(epoch FROM next_attempt_at - clock_timestamp())::float8 FROM probe.outbox WHERE event_id = $1", fact.EventId));
            await MakeDue();
        }

        Assert.All(waits.Zip(waits.Skip(1)), pair => Assert.True(pair.Second > pair.First, $"{pair.First} then {pair.Second}"));
        Assert.True(waits[^1] is > 300 and <= 600, $"the last wait was {waits[^1]} s");
        Assert.True(await host.Database.Scalar<bool>("SELECT parked_at IS NOT NULL FROM probe.outbox WHERE event_id = $1", fact.EventId));
        Assert.Equal(0, await relay.DeliverBatch(CancellationToken.None));
        broken = false;
        await Sql("UPDATE probe.outbox SET parked_at = NULL, attempts = 0");
        await Drain(relay);
        Assert.Equal(2, await host.Effects(fact.NoteId));
    }

    [Fact]
    public async Task A_fact_that_comes_before_the_one_it_builds_on_waits_for_it()
    {
        var earlier = Guid.CreateVersion7();
        var second = await host.Publish("second", after: earlier);
        await Drain(host.Relay());
        Assert.Equal(0, await host.Effects(second.NoteId));
        Assert.StartsWith("CountsSecond: NotYetException", await host.Database.Scalar<string>("SELECT last_error FROM probe.outbox WHERE event_id = $1", second.EventId));
        await Sql($"INSERT INTO probe.effect (handler, note_id) VALUES ('CountsFirst', '{earlier}'), ('CountsSecond', '{earlier}')");
        await MakeDue();
        await Drain(host.Relay());
        Assert.Equal(2, await host.Effects(second.NoteId));
    }

    [Fact]
    public async Task A_relay_killed_in_mid_delivery_loses_nothing_and_repeats_nothing()
    {
        var entered = new TaskCompletionSource();
        var gate = new TaskCompletionSource();
        Behaviour.Act = async (handler, _) =>
        {
            if (handler != "CountsSecond") return;
            entered.TrySetResult();
            await gate.Task;
        };
        var fact = await host.Publish("in flight");
        var killed = Task.Run(() => host.Relay().DeliverBatch(CancellationToken.None));
        await entered.Task.WaitAsync(TimeSpan.FromSeconds(30));
        // The first handler has committed, the second has not: now every connection of the module dies, as with the host.
        await Sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'marketplace-probe'");
        gate.SetResult();
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => killed);
        Assert.Equal((1L, 0L), (await host.Effects(fact.NoteId, "CountsFirst"), await host.Effects(fact.NoteId, "CountsSecond")));
        Behaviour.Act = (_, _) => Task.CompletedTask;
        NpgsqlConnection.ClearAllPools();
        await MakeDue();
        await Drain(host.Relay());
        Assert.Equal((1L, 1L), (await host.Effects(fact.NoteId, "CountsFirst"), await host.Effects(fact.NoteId, "CountsSecond")));
    }

    [Fact]
    public async Task A_fact_of_a_change_that_rolled_back_is_never_told()
    {
        using var buyer = host.Buyer();
        using var refused = await buyer.Post("/api/notes", new { words = "refuse" });
        using var broken = await buyer.Post("/api/notes", new { words = "break" });
        Assert.Equal((409, 500), ((int)refused.StatusCode, (int)broken.StatusCode));
        Assert.Equal(0, await host.Database.Scalar<long>("SELECT (SELECT count(*) FROM probe.outbox) + (SELECT count(*) FROM probe.note) + (SELECT count(*) FROM probe.audit)"));
    }

    private static async Task Drain(OutboxRelay relay)
    {
        while (await relay.DeliverBatch(CancellationToken.None) > 0)
        {
        }
    }

    private Task MakeDue() => Sql("UPDATE probe.outbox SET next_attempt_at = clock_timestamp() WHERE delivered_at IS NULL");

    private async Task Sql(string sql) => await host.Database.Scalar<object>(sql);
}
