using System.Linq.Expressions;
using Marketplace.Kernel;

namespace Marketplace.Platform.Persistence;

/// <summary>Keeps queries inside the region subtrees a person may see.</summary>
public static class RegionScope
{
    /// <summary>
    /// The rows whose region (a column of code digits) lies in one of <paramref name="scopes"/>; none when there is no scope.
    /// </summary>
    public static IQueryable<T> WithinRegions<T>(this IQueryable<T> rows, Expression<Func<T, string>> region, IReadOnlyCollection<RegionCode> scopes)
    {
        ArgumentNullException.ThrowIfNull(region);
        ArgumentNullException.ThrowIfNull(scopes);
        var startsWith = typeof(string).GetMethod(nameof(string.StartsWith), [typeof(string)])!;
        Expression anyOf = Expression.Constant(false);
        foreach (var scope in scopes)
        {
            var inside = Expression.Call(region.Body, startsWith, Expression.Constant(scope.Prefix));
            anyOf = anyOf is ConstantExpression ? inside : Expression.OrElse(anyOf, inside);
        }

        return rows.Where(Expression.Lambda<Func<T, bool>>(anyOf, region.Parameters));
    }
}
