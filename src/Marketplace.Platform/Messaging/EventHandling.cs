using Marketplace.Kernel;
using Marketplace.Platform.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Platform.Messaging;

/// <summary>
/// What a module does when it learns a fact. Runs in a transaction of the module's own schema that also claims the fact,
/// so the effect happens once however often the fact arrives. Facts arrive in any order: a handler that needs an earlier one
/// throws <see cref="NotYetException"/> and is asked again.
/// </summary>
public interface IEventHandler<in TEvent>
    where TEvent : IntegrationEvent
{
    Task Handle(TEvent fact, CancellationToken cancellation);
}

/// <summary>The fact came before one it builds on. It is offered again later; this is no error.</summary>
public sealed class NotYetException(string waitingFor) : Exception($"Waiting for {waitingFor}.");

/// <summary>Which module's outbox to drain.</summary>
public sealed record ModuleOutbox(string Schema, Type ContextType);

/// <summary>One handler of one fact, with the module database it works in.</summary>
public sealed record EventSubscription(string EventName, Type EventType, string Handler, Func<IServiceProvider, IntegrationEvent, CancellationToken, Task> Deliver);

public static class EventSubscriptions
{
    /// <summary>Subscribes a handler; its inbox row is named after the handler's type, which must therefore keep its name.</summary>
    public static void AddEventHandler<TDb, TEvent, THandler>(this IServiceCollection services)
        where TDb : ModuleDb
        where TEvent : IntegrationEvent
        where THandler : class, IEventHandler<TEvent>
    {
        var name = typeof(THandler).Name;
        services.AddScoped<THandler>();
        services.AddSingleton(new EventSubscription(EventNames.Of(typeof(TEvent)), typeof(TEvent), name,
            (scope, fact, cancellation) => Deliver<TDb, TEvent, THandler>(scope, name, (TEvent)fact, cancellation)));
    }

    private static async Task Deliver<TDb, TEvent, THandler>(IServiceProvider scope, string name, TEvent fact, CancellationToken cancellation)
        where TDb : ModuleDb
        where TEvent : IntegrationEvent
        where THandler : class, IEventHandler<TEvent>
    {
        var db = scope.GetRequiredService<TDb>();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var claimed = await db.Database.ExecuteSqlRawAsync(
            $"INSERT INTO {db.Schema}.inbox (event_id, handler) VALUES ({{0}}, {{1}}) ON CONFLICT DO NOTHING",
            [fact.EventId, name], cancellation);
        if (claimed == 0) return;
        await scope.GetRequiredService<THandler>().Handle(fact, cancellation);
        await db.SaveChangesAsync(cancellation);
        await AuditTrail.Write(db, Auth.Actor.System, name, fact.EventId.ToString(), scope.GetRequiredService<TimeProvider>(), cancellation);
        await transaction.CommitAsync(cancellation);
    }
}
