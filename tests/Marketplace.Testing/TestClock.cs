using Marketplace.Kernel;

namespace Marketplace.Testing;

/// <summary>The time the host believes in: the real one, moved by as much as the test says. It never stands still.</summary>
public sealed class TestClock : TimeProvider
{
    private long offsetTicks;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(Interlocked.Read(ref offsetTicks));

    public void Advance(TimeSpan by) => Interlocked.Add(ref offsetTicks, by.Ticks);

    /// <summary>Moves to noon in China on a date.</summary>
    public void MoveTo(DateOnly date) =>
        Interlocked.Exchange(ref offsetTicks, (ChinaTime.StartOf(date).AddHours(12) - base.GetUtcNow()).Ticks);
}
