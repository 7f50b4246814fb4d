using System.Globalization;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.Rules.Tests;

/// <summary>
/// What breaks a rule today, with the reason: a committed list that may only shrink. A line that nothing needs any more fails the test too,
/// so that what was mended stays mended.
/// </summary>
internal sealed class Exceptions
{
    private readonly string name;
    private readonly HashSet<string> lines;

    private Exceptions(string name, HashSet<string> lines) => (this.name, this.lines) = (name, lines);

    /// <summary>Reads <c>Exceptions/NAME.txt</c>: one broken rule a line, the reason after <c> # </c>.</summary>
    internal static Exceptions Of(string name)
    {
        var path = Path.Combine(PostgresServer.RepositoryRoot(), "tests", "Marketplace.Rules.Tests", "Exceptions", name + ".txt");
        var lines = File.Exists(path) ? File.ReadAllLines(path) : [];
        return Read(name, lines);
    }

    internal static Exceptions Read(string name, IEnumerable<string> lines)
    {
        var stated = lines.Where(line => line.Length > 0 && line[0] != '#').ToList();
        Assert.All(stated, line => Assert.Contains(" # ", line));
        return new Exceptions(name, [.. stated.Select(line => line[..line.LastIndexOf(" # ", StringComparison.Ordinal)].TrimEnd())]);
    }

    /// <summary>A ratchet: what is over the limit stands in the list with its size (<c>name 246</c>) and may shrink but not grow.</summary>
    internal void MustNotGrow(IEnumerable<(string Name, int Size)> measured, int limit)
    {
        var known = lines.Select(line => line.Split(' ')).ToDictionary(words => string.Join(' ', words[..^1]), words => int.Parse(words[^1], CultureInfo.InvariantCulture));
        var over = measured.GroupBy(item => item.Name).Select(group => (Name: group.Key, Size: group.Max(item => item.Size)))
            .Where(item => item.Size > limit).OrderBy(item => item.Name, StringComparer.Ordinal).ToList();
        var grown = over.Where(item => item.Size > known.GetValueOrDefault(item.Name, limit)).Select(item => $"{item.Name} {item.Size}").ToList();
        Assert.True(grown.Count == 0, $"{name}: over {limit} or grown:\n" + string.Join('\n', grown));
        var mended = known.Keys.Except(over.Select(item => item.Name)).ToList();
        Assert.True(mended.Count == 0, $"{name}: no longer needed, strike the line:\n" + string.Join('\n', mended));
    }

    internal void MustExplain(IEnumerable<string> found)
    {
        var broken = found.Distinct().Order(StringComparer.Ordinal).ToList();
        Assert.True(!broken.Except(lines).Any(), $"{name}: new:\n" + string.Join('\n', broken.Except(lines)));
        Assert.True(!lines.Except(broken).Any(), $"{name}: no longer needed, strike the line:\n" + string.Join('\n', lines.Except(broken)));
    }
}
