namespace Marketplace.Kernel;

/// <summary>Calendar dates are dates in China (Asia/Shanghai, UTC+8 without daylight saving since 1991).</summary>
public static class ChinaTime
{
    public static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    /// <summary>Today's date in China.</summary>
    public static DateOnly Today(this TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        return DateIn(clock.GetUtcNow());
    }

    /// <summary>The date in China at a moment.</summary>
    public static DateOnly DateIn(DateTimeOffset moment) => DateOnly.FromDateTime(moment.ToOffset(Offset).DateTime);

    /// <summary>The moment a date begins in China.</summary>
    public static DateTimeOffset StartOf(DateOnly date) => new(date.ToDateTime(TimeOnly.MinValue), Offset);
}
