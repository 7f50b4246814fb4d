using Marketplace.Kernel;

namespace Marketplace.Testing;

/// <summary>The time the host believes in: the real one, moved by as much as the test says. It goes on by itself unless it is held.</summary>
public sealed class TestClock : TimeProvider
{
    private long offsetTicks;
    private long heldTicks;

    public override DateTimeOffset GetUtcNow() => Real().AddTicks(Interlocked.Read(ref offsetTicks));

    public void Advance(TimeSpan by) => Interlocked.Add(ref offsetTicks, by.Ticks);

    /// <summary>From now on only <see cref="Advance"/> and <see cref="MoveTo"/> move the clock: a slow machine cannot outlast a window of time.</summary>
    public void Hold() => Interlocked.CompareExchange(ref heldTicks, base.GetUtcNow().Ticks, 0);

    /// <summary>Moves to noon in China on a date.</summary>
    public void MoveTo(DateOnly date) =>
        Interlocked.Exchange(ref offsetTicks, (ChinaTime.StartOf(date).AddHours(12) - Real()).Ticks);

    private DateTimeOffset Real() => Interlocked.Read(ref heldTicks) is > 0 and var held ? new DateTimeOffset(held, TimeSpan.Zero) : base.GetUtcNow();
}
