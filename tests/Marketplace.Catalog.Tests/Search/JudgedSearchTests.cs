using Xunit;

namespace Marketplace.Catalog.Tests.Search;

/// <summary>The set that every engine is judged by; <see cref="Contract.SearchContract"/> judges.</summary>
public sealed class JudgedSearchTests
{
    [Fact]
    public void There_are_many_judged_queries_and_each_has_a_product_that_is_meant()
    {
        Assert.True(JudgedQuery.All.Count >= 150);
        Assert.Equal(JudgedQuery.All.Count, JudgedQuery.All.Select(query => query.Text).Distinct().Count());
        Assert.All(JudgedQuery.All, query => Assert.Contains(3, query.Grades.Values));
    }
}
