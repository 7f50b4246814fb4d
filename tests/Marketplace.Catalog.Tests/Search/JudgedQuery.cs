using Marketplace.Kernel;
using Marketplace.Testing;

namespace Marketplace.Catalog.Tests.Search;

/// <summary>
/// Words of a buyer with the demonstration's products that answer them, read from <c>judged-queries.tsv</c>: the words, then the
/// products that are meant (grade 3), that would do (2), and that are related (1). Judged by what a buyer means, not by what a search finds.
/// </summary>
internal sealed record JudgedQuery(string Text, IReadOnlyDictionary<Guid, int> Grades)
{
    internal const int Depth = 10;

    internal static IReadOnlyList<JudgedQuery> All { get; } = Read();

    /// <summary>nDCG at ten: how much of the gain of the best order of results this order has, from 0 to 1.</summary>
    internal double GainOf(IEnumerable<Guid> found) =>
        Discounted(found.Distinct().Take(Depth).Select(id => Grades.GetValueOrDefault(id))) / Discounted(Grades.Values.OrderDescending().Take(Depth));

    private static double Discounted(IEnumerable<int> grades) => grades.Select((grade, at) => (Math.Pow(2, grade) - 1) / Math.Log2(at + 2)).Sum();

    private static List<JudgedQuery> Read()
    {
        var file = Path.Combine(PostgresServer.RepositoryRoot(), "tests", "Marketplace.Catalog.Tests", "Search", "judged-queries.tsv");
        return [.. File.ReadAllLines(file).Select(line => line.Split('\t')).Select(columns => new JudgedQuery(
            columns[0], columns.Skip(1).SelectMany((keys, at) => keys.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(key => (key, Grade: 3 - at)))
                .ToDictionary(pair => StableId.From("product:" + pair.key), pair => pair.Grade)))];
    }
}
