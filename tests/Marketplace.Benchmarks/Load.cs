using System.Diagnostics;

namespace Marketplace.Benchmarks;

/// <summary>How often something was done, and how long it took each time.</summary>
internal sealed record Measured(string Name, int Clients, double PerSecond, TimeSpan Median, TimeSpan Slowest95)
{
    internal string Line => $"  {Name,-58} {Clients,3} clients {PerSecond,9:0.0}/s   median {Median.TotalMilliseconds,7:0.00} ms   95 % {Slowest95.TotalMilliseconds,7:0.00} ms";
}

internal static class Load
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(12);

    /// <summary>Each client repeats <paramref name="work"/> without a pause; the first seconds, in which code is compiled and pools fill, do not count.</summary>
    internal static async Task<Measured> Drive(string name, int clients, TimeSpan length, Func<int, Task> work)
    {
        await Run(clients, WarmUp, work);
        var watch = Stopwatch.StartNew();
        var times = await Run(clients, length, work);
        var seconds = watch.Elapsed.TotalSeconds;
        var sorted = times.Order().ToList();
        return new Measured(name, clients, sorted.Count / seconds, sorted[sorted.Count / 2], sorted[(int)(sorted.Count * 0.95)]);
    }

    private static async Task<List<TimeSpan>> Run(int clients, TimeSpan length, Func<int, Task> work)
    {
        var watch = Stopwatch.StartNew();
        var all = await Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(async () =>
        {
            var times = new List<TimeSpan>();
            while (watch.Elapsed < length)
            {
                var begin = Stopwatch.GetTimestamp();
                await work(client);
                times.Add(Stopwatch.GetElapsedTime(begin));
            }

            return times;
        })));
        return [.. all.SelectMany(times => times)];
    }
}
